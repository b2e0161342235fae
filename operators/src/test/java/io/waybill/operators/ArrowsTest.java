package io.waybill.operators;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Tag;

/** The arrows of the design, inside the operators. */
@Tag("R-G8")
@AnalyzeClasses(packages = "io.waybill", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {

  @ArchTest
  static final ArchRule theDomainKnowsNoFlink =
      noClasses()
          .that()
          .resideInAPackage("io.waybill.operators..")
          .and()
          .resideOutsideOfPackage("..flink..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..", "io.waybill.operators..flink..");

  @ArchTest
  static final ArchRule operatorsKnowNoJobs =
      noClasses()
          .that()
          .resideInAPackage("io.waybill.operators..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.waybill.jobs..", "io.waybill.local..");

  @ArchTest
  static final ArchRule schemasKnowNobody =
      noClasses()
          .that()
          .resideInAPackage("io.waybill.schemas..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.waybill.operators..", "io.waybill.jobs..", "org.apache.flink..");

  @ArchTest
  static final ArchRule noDecisionLooksAtTheWallClockOrAtChance =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.waybill.operators.shipment..",
              "io.waybill.operators.billing..",
              "io.waybill.operators.stock..",
              "io.waybill.operators.identity..",
              "io.waybill.operators.intake..",
              "io.waybill.operators.log..",
              "io.waybill.operators.exception..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.util.UUID.class, "randomUUID")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.util.Random.class);
}
