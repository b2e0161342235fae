package io.waybill.local;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Tag;

/** The arrows between the modules, and the independence of those that make and judge histories. */
@Tag("R-G8")
@AnalyzeClasses(packages = "io.waybill", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleArrowsTest {

  private static final String SCHEMAS = "io.waybill.schemas..";
  private static final String OPERATORS = "io.waybill.operators..";
  private static final String JOBS = "io.waybill.jobs..";
  private static final String GENERATOR = "io.waybill.generator..";
  private static final String REFEREE = "io.waybill.referee..";

  @ArchTest static final ArchRule schemasKnowNobody = knows(SCHEMAS);

  @ArchTest static final ArchRule operatorsKnowSchemas = knows(OPERATORS, SCHEMAS);

  @ArchTest static final ArchRule jobsKnowOperatorsAndSchemas = knows(JOBS, OPERATORS, SCHEMAS);

  @ArchTest static final ArchRule theGeneratorKnowsNobody = knows(GENERATOR);

  @ArchTest
  static final ArchRule theRefereeSharesNothingWithWhatItJudges =
      knows(REFEREE).because("a fault that both make would go unseen");

  /** Of all of Waybill, the classes of this package know only it and the others. */
  private static ArchRule knows(String own, String... others) {
    return classes()
        .that()
        .resideInAPackage(own)
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("io.waybill..")
                .or(resideInAnyPackage(own))
                .or(resideInAnyPackage(others)));
  }
}
