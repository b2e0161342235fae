package io.waybill.operators.intake.circuit;

import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.PartnerCircuit;
import io.waybill.schemas.RubbishTally;
import io.waybill.schemas.RubbishWindow;
import java.util.Optional;

/**
 * Whether the messages of a partner are read at once. The circuit opens as soon as, within one
 * window of log time, more of at least {@value #FEWEST} messages are rubbish than the profile
 * allows; it closes at the end of the first window in which they are not.
 */
public final class Circuit {

  /** So many messages tell enough of a partner. */
  public static final int FEWEST = 20;

  public static final String EXCEPTION = "PARTNER_CIRCUIT_OPEN";

  private final long window;

  /**
   * @param window in milliseconds
   */
  public Circuit(long window) {
    this.window = window;
  }

  public RubbishWindow begin(String partner) {
    return new RubbishWindow(partner, Long.MIN_VALUE, 0L, 0L, null, 100);
  }

  /** The end of the window that is counted: its last moment. */
  public long end(RubbishWindow state) {
    return state.getWindow() + window - 1;
  }

  /**
   * Counts messages.
   *
   * @param now log time; what was recorded before, and is read only now, counts now
   * @return the circuit, if it opens
   */
  public Optional<PartnerCircuit> count(RubbishWindow state, RubbishTally tally, long now) {
    long time = Math.max(0, Math.max(tally.getRecordedAt(), now));
    long begin = Math.floorDiv(time, window) * window;
    if (begin > state.getWindow()) {
      next(state, begin);
    }
    state.setMessages(state.getMessages() + tally.getMessages());
    state.setRubbish(state.getRubbish() + tally.getRubbish());
    state.setLimitPercent(tally.getLimitPercent());
    if (state.getOpenSince() != null || !tooMuch(state)) {
      return Optional.empty();
    }
    state.setOpenSince(time);
    return Optional.of(
        circuit(
            state,
            time,
            ("%d of %d messages of %s since %s were dead letters as a whole (the last one %s); its"
                    + " profile allows %d %%. What it sends goes to the overflow, where it is read"
                    + " later, until a window of %d s passes without too many.")
                .formatted(
                    state.getRubbish(),
                    state.getMessages(),
                    state.getPartner(),
                    java.time.Instant.ofEpochMilli(state.getWindow()),
                    tally.getExample(),
                    state.getLimitPercent(),
                    window / 1000)));
  }

  /**
   * The window ends.
   *
   * @return the circuit, if it closes
   */
  public Optional<PartnerCircuit> ends(RubbishWindow state) {
    boolean closes = state.getOpenSince() != null && !tooMuch(state);
    Optional<PartnerCircuit> closed = Optional.empty();
    if (closes) {
      state.setOpenSince(null);
      closed =
          Optional.of(
              circuit(
                  state,
                  end(state),
                  "A window passed without too many dead letters: what %s sends is read at once."
                      .formatted(state.getPartner())));
    }
    next(state, state.getWindow() + window);
    return closed;
  }

  /** What a person is told when a circuit opens. */
  public static ExceptionRaised exception(PartnerCircuit opened) {
    return new ExceptionRaised(
        EXCEPTION + "/" + opened.getPartner() + "/" + opened.getSince(),
        EXCEPTION,
        opened.getPartner(),
        opened.getSince(),
        opened.getPartner(),
        opened.getExplanation());
  }

  private static void next(RubbishWindow state, long begin) {
    state.setWindow(begin);
    state.setMessages(0L);
    state.setRubbish(0L);
  }

  private static boolean tooMuch(RubbishWindow state) {
    boolean open = state.getOpenSince() != null;
    return state.getMessages() >= (open ? 1 : FEWEST)
        && state.getRubbish() * 100 > state.getLimitPercent() * state.getMessages();
  }

  private static PartnerCircuit circuit(RubbishWindow state, long since, String explanation) {
    return new PartnerCircuit(
        state.getPartner(),
        state.getOpenSince() != null,
        since,
        state.getMessages(),
        state.getRubbish(),
        state.getLimitPercent(),
        explanation);
  }
}
