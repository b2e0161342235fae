package io.waybill.referee;

import java.util.ArrayList;
import java.util.List;

/** What one gate of one shipment wanted over log time, and when that is due for release. */
final class GateHistory {

  /**
   * From {@code since} until the next span the gate wanted these documents.
   *
   * @param wanted null while the gate is not met
   * @param settle how long it must stay so before anything follows, in milliseconds
   */
  record Span(long since, List<Document> wanted, long settle) {

    boolean isMet() {
      return wanted != null;
    }

    long dueAt() {
      return since + settle;
    }
  }

  private final List<Span> spans = new ArrayList<>();
  private boolean applied = true;

  GateHistory() {
    spans.add(new Span(Long.MIN_VALUE / 2, null, 0));
  }

  /**
   * Tells what the gate wants now.
   *
   * @return whether that differs from before
   */
  boolean now(long time, List<Document> wanted, long settle) {
    Span last = current();
    if (last.isMet() == (wanted != null) && (wanted == null || last.wanted().equals(wanted))) {
      return false;
    }
    spans.add(new Span(time, wanted, settle));
    applied = false;
    return true;
  }

  Span current() {
    return spans.get(spans.size() - 1);
  }

  /** True once for each span: when it has stayed for its settle time. */
  boolean isDue(long time) {
    boolean due = !applied && time >= current().dueAt();
    applied |= due;
    return due;
  }

  /** The span that a moment lies in. */
  Span at(long time) {
    Span found = spans.get(0);
    for (Span span : spans) {
      if (span.since() <= time) {
        found = span;
      }
    }
    return found;
  }
}
