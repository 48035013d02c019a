package dev.quern.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns JSON text into plain values and back: an object is a {@code Map} in the text's order, an
 * array a {@code List}, a whole number a {@code Long}, another number a {@code Double}, and then
 * {@code String} and {@code Boolean}.
 *
 * <p>NaN and the infinities are written as Python's {@code json} writes them: {@code NaN}, {@code
 * Infinity}, {@code -Infinity}. There is no {@code null}: what is absent is left out.
 */
public final class Json {
  private static final int DEEPEST = 64;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(DEEPEST).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES) // names come from strangers
          .build();

  private Json() {}

  /** Reads one value; {@code source} names the text in an error, which tells line and column. */
  public static Object parse(String source, String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw bad(parser, "there is more behind the value");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new BadFileException(source, place(e.getLocation()) + problem(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string has no I/O
    }
  }

  /**
   * Reads one object a line; an error tells line and column of the whole text, and so does what is
   * wrong with a member.
   */
  public static List<JsonObject> parseLines(String source, String text) {
    List<JsonObject> objects = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(text)) {
      while (parser.nextToken() != null) {
        JsonPlace place = JsonPlace.of(text, parser.currentTokenLocation());
        if (parser.currentToken() != JsonToken.START_OBJECT) {
          throw bad(parser, "needs an object on each line");
        }
        objects.add(JsonObject.of(source, value(parser), place));
      }
      return objects;
    } catch (JsonProcessingException e) {
      throw new BadFileException(source, place(e.getLocation()) + problem(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string has no I/O
    }
  }

  /** Writes a value on one line. */
  public static String write(Object value) {
    return write(value, false);
  }

  /** Writes a value for people to read, one member a line. */
  public static String writeLines(Object value) {
    return write(value, true) + "\n";
  }

  /** Reads a text again that was read before. */
  static JsonParser parser(String text) throws IOException {
    return FACTORY.createParser(text);
  }

  private static Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw bad(parser, "there is no value");
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> list(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw bad(parser, "null, needs a value");
    };
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return members;
  }

  private static List<Object> list(JsonParser parser) throws IOException {
    List<Object> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(parser));
    }
    return values;
  }

  private static JsonProcessingException bad(JsonParser parser, String problem) {
    JsonLocation at =
        parser.currentToken() == null ? parser.currentLocation() : parser.currentTokenLocation();
    return new JsonParseException(parser, problem, at);
  }

  private static String place(JsonLocation at) {
    return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
  }

  private static String problem(JsonProcessingException e) {
    return e instanceof JsonEOFException ? "the text ends too early" : e.getOriginalMessage();
  }

  private static String write(Object value, boolean lines) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      if (lines) {
        generator.useDefaultPrettyPrinter();
      }
      put(generator, value);
    } catch (IOException e) {
      throw new IllegalArgumentException("Json.write: " + e.getMessage(), e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void put(JsonGenerator out, Object value) throws IOException {
    if (value instanceof Map<?, ?> members) {
      out.writeStartObject();
      for (Map.Entry<?, ?> member : members.entrySet()) {
        out.writeFieldName(String.valueOf(member.getKey()));
        put(out, member.getValue());
      }
      out.writeEndObject();
    } else if (value instanceof List<?> values) {
      out.writeStartArray();
      for (Object each : values) {
        put(out, each);
      }
      out.writeEndArray();
    } else {
      putScalar(out, value);
    }
  }

  private static void putScalar(JsonGenerator out, Object value) throws IOException {
    if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else if (value instanceof Double || value instanceof Float) {
      out.writeNumber(((Number) value).doubleValue());
    } else if (value instanceof Long || value instanceof Integer) {
      out.writeNumber(((Number) value).longValue());
    } else {
      throw new IllegalArgumentException(
          "Json.write: given "
              + (value == null ? "null" : value.getClass().getName())
              + ", needs a Map, List, String, Boolean, Integer, Long, Float or Double");
    }
  }
}
