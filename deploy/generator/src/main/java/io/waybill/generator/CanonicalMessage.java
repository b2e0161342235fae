package io.waybill.generator;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;

/** Writes one message in Waybill's own JSON form, member by member. */
final class CanonicalMessage {

  /** A name of a shipment; the issuer is null where the type has none. */
  record Name(String type, String issuer, String value) {

    static Name shipment(String value) {
      return new Name("SHIPMENT", null, value);
    }

    private void writeTo(ObjectNode node) {
      node.put("type", type);
      if (issuer != null) {
        node.put("issuer", issuer);
      }
      node.put("value", value);
    }
  }

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ObjectNode node = JSON.createObjectNode();
  private final long createdAt;

  CanonicalMessage(String message, String id, long createdAt) {
    this.createdAt = createdAt;
    node.put("message", message).put("id", id).put("created", Time.utc(createdAt));
  }

  CanonicalMessage revision(int revision) {
    if (revision > 0) {
      node.put("revision", revision);
    }
    return this;
  }

  CanonicalMessage cancelled(boolean cancelled) {
    if (cancelled) {
      node.put("cancelled", true);
    }
    return this;
  }

  CanonicalMessage about(Name reference) {
    reference.writeTo(node.putObject("reference"));
    return this;
  }

  CanonicalMessage links(List<Name> links) {
    if (!links.isEmpty()) {
      ArrayNode array = node.putArray("links");
      links.forEach(link -> link.writeTo(array.addObject()));
    }
    return this;
  }

  CanonicalMessage with(String member, String value) {
    node.put(member, value);
    return this;
  }

  /** Decimals go as strings: no reader can then take them for binary fractions. */
  CanonicalMessage with(String member, BigDecimal value) {
    return with(member, value.toPlainString());
  }

  CanonicalMessage with(String member, boolean value) {
    node.put(member, value);
    return this;
  }

  ObjectNode object(String member) {
    return node.putObject(member);
  }

  ArrayNode array(String member) {
    return node.putArray(member);
  }

  Draft draft() {
    return new Draft(createdAt, Dialect.CANONICAL.profile, node.toString());
  }
}
