package io.waybill.gateway;

import java.util.List;

/**
 * What the gateway answers; its JSON form is API.
 *
 * @param status HTTP status; in a drop folder it decides where the file goes
 * @param message a sentence
 * @param taken whether Kafka has the bytes, or those of the rows that were accepted
 * @param retryAfter seconds after which to try again; 0 for no need to
 * @param profile name and version that read it; empty when it was not read
 * @param fault what is wrong with the request; null when nothing is
 * @param rows of a CSV file, or the one message of any other; empty for a webhook
 */
public record Answer(
    int status,
    String message,
    boolean taken,
    long retryAfter,
    String profile,
    Fault fault,
    List<RowAnswer> rows) {

  static final int OK = 200;
  static final int BAD_REQUEST = 400;
  static final int UNAUTHORIZED = 401;
  static final int CONFLICT = 409;
  static final int TOO_LARGE = 413;
  static final int UNSUPPORTED = 415;
  static final int UNPROCESSABLE = 422;
  static final int TOO_MANY = 429;
  static final int UNAVAILABLE = 503;

  public Answer {
    rows = List.copyOf(rows);
  }

  /**
   * @param row from 1, the header line not counted
   * @param verdict ACCEPTED, ACCEPTED_WITH_ERRORS or REJECTED
   * @param facts how many it gives
   * @param problems what could not be read, each with its remedy
   */
  public record RowAnswer(int row, String verdict, int facts, List<String> problems) {}

  /**
   * What is wrong with a request as a whole.
   *
   * @param field header, body or quota
   * @param value what was sent; empty for nothing, and for what must not be repeated
   * @param remedy a sentence on which a person can act
   */
  public record Fault(String field, String value, String remedy) {}

  static Answer taken(String message) {
    return new Answer(OK, message, true, 0, "", null, List.of());
  }

  static Answer refused(int status, String field, String value, String remedy) {
    return new Answer(status, remedy, false, 0, "", new Fault(field, value, remedy), List.of());
  }

  static Answer later(int status, String field, String value, String remedy, long seconds) {
    return new Answer(
        status, remedy, false, seconds, "", new Fault(field, value, remedy), List.of());
  }
}
