package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.MessageType;

/** 824: what a partner's application thinks of our messages. It is recorded; it carries no fact. */
final class ApplicationAdvice extends TransactionFacts {

  static final MessageType TYPE =
      MessageType.of("824", "application advice")
          .note("A record only: no business of ours follows from it.")
          .gaps("what is wrong with which document (OTI, TED)");

  ApplicationAdvice(Incoming incoming) {
    super(incoming);
  }

  @Override
  void read() {
    rejected(segments.first("BGN"));
  }
}
