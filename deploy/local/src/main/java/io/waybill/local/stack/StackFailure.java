package io.waybill.local.stack;

/** What went wrong, in a sentence for a person: what happened, what is kept, what to do. */
public class StackFailure extends RuntimeException {

  /** With which a process ends that could not do what it was asked. */
  public static final int EXIT_CODE = 3;

  private static final long serialVersionUID = 1L;

  public StackFailure(String sentence) {
    super(sentence);
  }

  public StackFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
