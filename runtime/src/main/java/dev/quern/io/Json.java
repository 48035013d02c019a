package dev.quern.io;

import com.eclipsesource.json.WriterConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns JSON text into plain values and back: an object is a {@code Map} in the text's order, an
 * array a {@code List}, a whole number a {@code Long}, another number a {@code Double}, and then
 * {@code String} and {@code Boolean}.
 *
 * <p>JSON has no NaN and no infinities: they are written as the texts {@code "NaN"}, {@code
 * "Infinity"} and {@code "-Infinity"}, which {@link JsonObject#number} takes for numbers. There is
 * no {@code null}: what is absent is left out.
 */
public final class Json {
  static final int DEEPEST = 64;
  static final String TOO_DEEP =
      "lists and objects are nested deeper than the " + DEEPEST + " levels allowed";

  private Json() {}

  /** Reads one value; {@code source} names the text in an error, which tells line and column. */
  public static Object parse(String source, String text) {
    return JsonReading.value(source, text, 1);
  }

  /**
   * Reads one object a line; an error tells line and column of the whole text, and so does what is
   * wrong with a member.
   */
  public static List<JsonObject> parseLines(String source, String text) {
    List<JsonObject> objects = new ArrayList<>();
    String[] lines = text.split("\n");
    for (int i = 0; i < lines.length; i++) {
      if (!lines[i].isBlank()) {
        Object value = JsonReading.value(source, lines[i], i + 1);
        objects.add(JsonObject.of(source, value, JsonPlace.of(lines[i], i + 1)));
      }
    }
    return objects;
  }

  /** Writes a value on one line. */
  public static String write(Object value) {
    return JsonWriting.value(value, 0).toString(WriterConfig.MINIMAL);
  }

  /** Writes a value for people to read, one member a line. */
  public static String writeLines(Object value) {
    return JsonWriting.value(value, 0).toString(WriterConfig.PRETTY_PRINT) + "\n";
  }
}
