package dev.quern.runtime.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CacheSettingsTest {
  private static final String CACHE = "quern.cache";
  private static final String HOME = "user.home";

  private final String home = System.getProperty(HOME);
  private String cache;

  @BeforeEach
  void remember() {
    cache = System.getProperty(CACHE);
  }

  @AfterEach
  void restore() {
    System.setProperty(HOME, home);
    if (cache == null) {
      System.clearProperty(CACHE);
    } else {
      System.setProperty(CACHE, cache);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "", "home", "./home", "a\u0000b"})
  void homeThatIsNoAbsolutePathHasNoCache(String home) {
    System.setProperty(CACHE, "");
    System.setProperty(HOME, home);
    boolean elsewhere = System.getenv().getOrDefault("XDG_CACHE_HOME", "").startsWith("/");
    assertEquals(elsewhere, CacheSettings.folder().isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cache", ".", "./cache", "~/cache", "/a\u0000b"})
  void folderThatIsNoAbsolutePathIsNotUsed(String folder) {
    System.setProperty(CACHE, folder);
    assertEquals(Optional.empty(), CacheSettings.folder());
    assertTrue(DiskCache.fromSettings().isOff());
  }

  @Test
  void absoluteFolderIsUsedAndOffIsOff() {
    System.setProperty(CACHE, " /some/folder ");
    assertEquals(Optional.of(Path.of("/some/folder")), CacheSettings.folder());
    System.setProperty(CACHE, "off");
    assertEquals(Optional.empty(), CacheSettings.folder());
  }

  @Test
  void cacheInARelativeFolderIsOff() {
    assertTrue(DiskCache.at(Path.of("relative"), 1 << 20).isOff());
  }
}
