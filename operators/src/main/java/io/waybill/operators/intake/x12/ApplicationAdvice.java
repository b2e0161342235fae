package io.waybill.operators.intake.x12;

/** 824: what a partner's application thinks of our messages. It is recorded; it carries no fact. */
final class ApplicationAdvice extends TransactionFacts {

  ApplicationAdvice(Incoming incoming) {
    super(incoming);
  }

  @Override
  void read() {
    rejected(segments.first("BGN"));
  }
}
