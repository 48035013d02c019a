package dev.quern.io;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.List;
import java.util.Map;

/** Turns plain values into the JSON library's. */
final class JsonWriting {
  private JsonWriting() {}

  /** The value inside {@code depth} lists and objects. */
  static JsonValue value(Object value, int depth) {
    boolean scalar = !(value instanceof Map || value instanceof List);
    if (!scalar && depth == dev.quern.io.Json.DEEPEST) {
      throw new IllegalArgumentException("Json.write: " + dev.quern.io.Json.TOO_DEEP);
    }
    if (value instanceof Map<?, ?> members) {
      JsonObject object = new JsonObject();
      members.forEach((name, each) -> object.add(String.valueOf(name), value(each, depth + 1)));
      return object;
    }
    if (value instanceof List<?> values) {
      JsonArray array = new JsonArray();
      values.forEach(each -> array.add(value(each, depth + 1)));
      return array;
    }
    return scalar(value);
  }

  private static JsonValue scalar(Object value) {
    if (value instanceof String text) {
      return Json.value(text);
    } else if (value instanceof Boolean truth) {
      return Json.value(truth);
    } else if (value instanceof Double || value instanceof Float) {
      return number(((Number) value).doubleValue());
    } else if (value instanceof Long || value instanceof Integer) {
      return Json.value(((Number) value).longValue());
    }
    throw new IllegalArgumentException(
        "Json.write: given "
            + (value == null ? "null" : value.getClass().getName())
            + ", needs a Map, List, String, Boolean, Integer, Long, Float or Double");
  }

  /** JSON has finite numbers only; a number from its text keeps the {@code .0} of whole ones. */
  private static JsonValue number(double value) {
    String text = Double.toString(value);
    return Double.isFinite(value) ? Json.parse(text) : Json.value(text);
  }
}
