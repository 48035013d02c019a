package dev.quern.runtime.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.io.Json;
import dev.quern.io.JsonObject;
import dev.quern.runtime.profile.Roofline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineRooflineTest {
  @TempDir private Path folder;

  @BeforeEach
  void cacheOfItsOwn() {
    System.setProperty("quern.cache", folder.toString());
  }

  @AfterEach
  void usualCache() {
    System.clearProperty("quern.cache");
  }

  @Test
  void isMeasuredOnceAndMeasuredAgainWhenTheMethodChanged() throws IOException {
    Roofline first = MachineRoofline.ofThisMachine();
    assertTrue(first.bytesPerSecond() > 1e8 && first.flopsPerSecond() > 1e8, first.toString());
    assertEquals(first, MachineRoofline.ofThisMachine());

    Path file = folder.resolve("roofline.json");
    Map<String, Object> older = new LinkedHashMap<>(JsonObject.read(file).members());
    older.remove("method");
    older.put("bytes_per_second", 1.0);
    Files.writeString(file, Json.write(older));
    assertNotEquals(1.0, MachineRoofline.ofThisMachine().bytesPerSecond());

    Files.writeString(file, "no JSON");
    assertTrue(MachineRoofline.ofThisMachine().bytesPerSecond() > 1e8);
  }
}
