package io.waybill.operators.intake.message;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * One type of message that Waybill reads, as {@code docs/formats.md} tells it. It is declared
 * beside the code that reads the message, and the decoders dispatch on what is declared; tests
 * compare it with what golden messages and real samples give.
 *
 * @param message as the standard names it, such as 945, DESADV or object-event
 * @param title what it is, in a few words
 * @param facts kinds of facts, and Link; none when the message carries no business for us
 * @param milestones canonical codes; one that ends with {@code *} stands for all that begin like it
 * @param about the references by which its facts find their shipment, the strongest first
 * @param note what else is worth knowing; may be empty
 * @param gaps what the standard has and Waybill does not read; may be empty
 */
public record MessageType(
    String message,
    String title,
    List<String> facts,
    List<String> milestones,
    String about,
    String note,
    String gaps) {

  public static MessageType of(String message, String title) {
    return new MessageType(message, title, List.of(), List.of(), "", "", "");
  }

  public MessageType facts(String... kinds) {
    return new MessageType(message, title, List.of(kinds), milestones, about, note, gaps);
  }

  public MessageType milestones(String... codes) {
    return milestones(Arrays.asList(codes));
  }

  /** These codes beside those that it has. */
  public MessageType milestones(Collection<String> codes) {
    TreeSet<String> all = new TreeSet<>(milestones);
    all.addAll(codes);
    return new MessageType(message, title, facts, List.copyOf(all), about, note, gaps);
  }

  public MessageType about(String references) {
    return new MessageType(message, title, facts, milestones, references, note, gaps);
  }

  public MessageType note(String sentences) {
    return new MessageType(message, title, facts, milestones, about, sentences, gaps);
  }

  public MessageType gaps(String words) {
    return new MessageType(message, title, facts, milestones, about, note, words);
  }
}
