package io.waybill.operators.intake.edifact;

/**
 * The directory of UN/EDIFACT that a message is written by.
 *
 * @param version D for a draft directory, S for a standard one, a number for the oldest
 * @param release such as 96A
 */
record Directory(String version, String release) {

  /** D.96A, as people write it; empty when the message does not say. */
  String name() {
    return version.isEmpty() || release.isEmpty() ? "" : version + "." + release;
  }

  /**
   * The code list by which its STS segments are read when they name none: 9011 to D.98A, 4405
   * later; empty when the message does not say its directory.
   */
  String statusList() {
    if (name().isEmpty()) {
      return "";
    }
    if (!version.equals("D") || !release.matches("\\d\\d[A-Z]")) {
      return "9011";
    }
    int year = Integer.parseInt(release.substring(0, 2));
    int released = (year >= 80 ? 1900 : 2000) + year;
    boolean old = released < 1998 || (released == 1998 && release.charAt(2) == 'A');
    return old ? "9011" : "4405";
  }
}
