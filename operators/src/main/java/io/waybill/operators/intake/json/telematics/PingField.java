package io.waybill.operators.intake.json.telematics;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a member of a telematics message says, by the names that devices and providers give it. A
 * name that states a unit gives the measure that unit (UN/ECE Recommendation 20).
 */
enum PingField {
  VEHICLE("vehicle vehicleid vehiclename vehiclenumber unitid unitno unitnumber truck truckid"),
  /** What the vehicle carries or draws. */
  ASSET(
      "asset assetid trailer trailerid trailernumber container containerid containernumber"
          + " containerno equipment equipmentid equipmentreference"),
  DEVICE("device deviceid imei serial serialnumber vin trackerid sensorid"),
  TIME(
      "time timestamp datetime ts eventtime eventdatetime gpstime fixtime positiontime recordedat"
          + " occurredat devicetime measuredat locatedat utctimestamp"),
  LATITUDE("lat latitude"),
  LONGITUDE("lon lng long longitude"),
  /** Both degrees in a text or an object. */
  POINT("location position gps geo latlng latlon point coordinates"),
  ID("id eventid messageid uuid guid"),
  EVENT("event eventtype eventcode type kind trigger name sensor"),
  STATUS("status dutystatus"),
  TEXT("address place description city locationname formattedlocation"),
  VALUE("value reading"),
  UNIT("unit uom"),
  TEMPERATURE_UNIT("temperatureunit tempunit"),
  SPEED_UNIT("speedunit"),
  ODOMETER_UNIT("odometerunit"),
  DOOR("door dooropen doorstatus doorstate isdooropen"),
  IGNITION("ignition ignitionon ignitionstatus engineon enginerunning"),
  TEMPERATURE("temperature temp", "TEMPERATURE", ""),
  TEMPERATURE_C("temperaturec tempc temperaturecelsius", "TEMPERATURE", "CEL"),
  TEMPERATURE_F("temperaturef tempf temperaturefahrenheit", "TEMPERATURE", "FAH"),
  SETPOINT("setpoint temperaturesetpoint", "TEMPERATURE_SETPOINT", ""),
  AMBIENT("ambienttemperature temperatureambient", "TEMPERATURE_AMBIENT", ""),
  HUMIDITY("humidity relativehumidity", "HUMIDITY", ""),
  SPEED("speed", "SPEED", ""),
  SPEED_KMH("speedkmh speedkph", "SPEED", "KMH"),
  SPEED_MPH("speedmph speedmilesperhour", "SPEED", "HM"),
  HEADING("heading headingdegrees bearing course", "HEADING", ""),
  ODOMETER("odometer mileage", "ODOMETER", ""),
  ODOMETER_KM("odometerkm", "ODOMETER", "KMT"),
  ODOMETER_MI("odometermi odometermiles", "ODOMETER", "SMI"),
  ALTITUDE("altitude elevation", "ALTITUDE", ""),
  FUEL("fuel fuellevel", "FUEL", ""),
  BATTERY("battery batterylevel", "BATTERY", "");

  private final String names;
  private final String measure;
  private final String unit;

  PingField(String names) {
    this(names, null, "");
  }

  PingField(String names, String measure, String unit) {
    this.names = names;
    this.measure = measure;
    this.unit = unit;
  }

  /** Name of the measure that it is; null when it is none. */
  String measure() {
    return measure;
  }

  /** As the name states it; empty when it does not. */
  String unit() {
    return unit;
  }

  /** All names, as {@link #plain} gives them, and those of a profile: own names by ours. */
  static Map<String, PingField> byName(Map<String, List<String>> own) {
    Map<String, PingField> fields = new HashMap<>();
    for (PingField field : values()) {
      for (String name : field.names.split(" ")) {
        fields.put(name, field);
      }
    }
    own.forEach(
        (ours, theirs) -> {
          PingField field = fields.get(plain(ours));
          if (field != null) {
            theirs.forEach(name -> fields.put(plain(name), field));
          }
        });
    return fields;
  }

  /** Small letters and digits only: {@code Vehicle_ID} is {@code vehicleid}. */
  static String plain(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
      if (Character.isLetterOrDigit(c)) {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
