package dev.quern.io;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;
import static java.util.Locale.ROOT;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The head of a safetensors file: turns its JSON into entries that were checked against the length
 * of the data, and tensors into entries and JSON.
 *
 * <p>Entries are in the order of the JSON, offsets count from the start of the data.
 */
record Header(List<Entry> entries, Map<String, String> metadata) {
  static final String METADATA = "__metadata__";
  static final int LONGEST = 100_000_000; // of the reference implementation

  /** A tensor's place: the bytes from {@code begin} to before {@code end}. */
  record Entry(String name, String dtype, long[] shape, long begin, long end) {
    int bytes() {
      return Math.toIntExact(end - begin);
    }

    Map<String, Object> json() {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("dtype", dtype);
      members.put("shape", Arrays.stream(shape).boxed().toList());
      members.put("data_offsets", List.of(begin, end));
      return members;
    }
  }

  /** Reads and checks a header; {@code dataBytes} is what the file really has behind it. */
  static Header parse(String source, String json, long dataBytes) {
    JsonObject header = JsonObject.parse(source + ": header", json);
    List<Entry> entries = new ArrayList<>();
    for (String name : header.members().keySet()) {
      if (!name.equals(METADATA)) {
        entries.add(entry(source, name, header.object(name)));
      }
    }
    checkCover(source, entries, dataBytes);
    return new Header(entries, header.has(METADATA) ? strings(header.object(METADATA)) : Map.of());
  }

  /** Places tensors one behind the other, those of wide elements first, so that all are aligned. */
  static Header layout(Map<String, RawTensor> tensors, Map<String, String> metadata) {
    List<String> names = new ArrayList<>(tensors.keySet());
    names.sort(comparingInt(name -> -RawTensor.elementBytes(tensors.get(name).dtype())));
    Map<String, Entry> placed = new LinkedHashMap<>();
    long end = 0;
    for (String name : names) {
      RawTensor tensor = tensors.get(name);
      long begin = end;
      end += tensor.data().remaining();
      placed.put(name, new Entry(name, tensor.dtype(), tensor.shape(), begin, end));
    }
    return new Header(tensors.keySet().stream().map(placed::get).toList(), metadata);
  }

  List<Entry> inDataOrder() {
    return entries.stream()
        .sorted(comparingLong(Entry::begin).thenComparingLong(Entry::end))
        .toList();
  }

  /**
   * The head of the file: the header's length in 8 bytes, its JSON, spaces up to a multiple of 8.
   */
  ByteBuffer bytes() {
    Map<String, Object> json = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      json.put(METADATA, metadata);
    }
    entries.forEach(entry -> json.put(entry.name(), entry.json()));
    byte[] text = Json.write(json).getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
    Arrays.fill(padded, text.length, padded.length, (byte) ' ');
    ByteBuffer bytes = ByteBuffer.allocate(8 + padded.length).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.putLong(padded.length).put(padded).flip();
  }

  private static Entry entry(String source, String name, JsonObject json) {
    String place = tensor(source, name);
    String dtype = json.text("dtype");
    long[] shape = json.integers("shape");
    long[] offsets = json.integers("data_offsets");
    if (offsets.length != 2 || offsets[0] < 0 || offsets[1] < offsets[0]) {
      throw new BadFileException(
          place,
          "data_offsets " + Arrays.toString(offsets) + ", needs a begin and an end behind it");
    }
    Entry entry = new Entry(name, dtype, shape, offsets[0], offsets[1]);
    checkSize(place, entry);
    return entry;
  }

  private static void checkSize(String place, Entry entry) {
    long needed;
    try {
      needed = RawTensor.byteCount(entry.dtype, entry.shape);
    } catch (IllegalArgumentException e) {
      throw new BadFileException(place, e.getMessage(), e);
    }
    String what = entry.dtype + " " + Arrays.toString(entry.shape);
    if (needed != entry.end - entry.begin) {
      String form = "%s needs %,d bytes, data_offsets [%,d, %,d] hold %,d";
      long held = entry.end - entry.begin;
      throw new BadFileException(
          place, String.format(ROOT, form, what, needed, entry.begin, entry.end, held));
    }
    if (needed > RawTensor.MOST_BYTES) {
      String form = "%s takes %,d bytes, a tensor read from a file at most %,d";
      throw new BadFileException(
          place, String.format(ROOT, form, what, needed, RawTensor.MOST_BYTES));
    }
  }

  /** Every byte of the data belongs to exactly one tensor. */
  private static void checkCover(String source, List<Entry> entries, long dataBytes) {
    long end = 0;
    for (Entry entry : new Header(entries, Map.of()).inDataOrder()) {
      String place = tensor(source, entry.name);
      if (entry.end > dataBytes) {
        String form = "ends at %,d of the data, the file has %,d bytes of it";
        throw new BadFileException(place, String.format(ROOT, form, entry.end, dataBytes));
      }
      if (entry.begin != end) {
        String form = "begins at %,d of the data, the tensor before it ends at %,d: %s";
        String fault = entry.begin < end ? "they overlap" : "there is a hole";
        throw new BadFileException(place, String.format(ROOT, form, entry.begin, end, fault));
      }
      end = entry.end;
    }
    if (end != dataBytes) {
      String form = "the tensors end at %,d of the data, the file has %,d bytes of it";
      throw new BadFileException(source, String.format(ROOT, form, end, dataBytes));
    }
  }

  private static Map<String, String> strings(JsonObject json) {
    Map<String, String> strings = new LinkedHashMap<>();
    json.members().keySet().forEach(name -> strings.put(name, json.text(name)));
    return strings;
  }

  private static String tensor(String source, String name) {
    return source + ": tensor " + Json.write(name);
  }
}
