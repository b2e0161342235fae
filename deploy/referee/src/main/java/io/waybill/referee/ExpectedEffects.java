package io.waybill.referee;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The effects that the referee itself would have released. */
public final class ExpectedEffects {

  private ExpectedEffects() {}

  /**
   * Writes them as an effects file, by log time.
   *
   * @return number of effects
   */
  public static int write(RefereeInput input, Path effectsJsonl) throws IOException {
    List<Effect> effects = of(input);
    EffectsFile.write(effects, effectsJsonl);
    return effects.size();
  }

  static List<Effect> of(RefereeInput input) throws IOException {
    return of(Referee.of(input));
  }

  static List<Effect> of(Referee referee) {
    List<Effect> effects = new ArrayList<>();
    referee.truths().forEach(truth -> effects.addAll(truth.effects()));
    // Stable: what one shipment did at one moment keeps its order.
    effects.sort(Comparator.comparingLong(Effect::logTime));
    return effects;
  }
}
