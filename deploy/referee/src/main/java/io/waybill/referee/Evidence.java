package io.waybill.referee;

import java.util.ArrayList;
import java.util.List;

/** Everything that the raw messages say, copies dropped, in the order in which it was read. */
final class Evidence {

  final List<Fact> facts = new ArrayList<>();
  final List<Link> links = new ArrayList<>();
  final List<Movement> movements = new ArrayList<>();

  /** Raw messages, copies counted. */
  int messages;
}
