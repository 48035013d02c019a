package dev.quern.templates;

import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.target.ContractionTask;
import dev.quern.compiler.target.ContractionTemplate;
import dev.quern.compiler.target.Target;
import java.util.Optional;

/**
 * Blocks sums of products for the caches of a CPU, around a register tile of Java vectors, or of
 * rows where there are none.
 */
public final class JavaContraction implements ContractionTemplate {
  private static final long WORTH_VECTORS = 1024; // multiply-adds of a matrix
  private static final long WORTH_ROWS = 8192; // the same without vectors
  private static final long WORTH_SHARING = 1 << 18; // multiply-adds
  private static final int CHUNKS = 8; // that large work is shared out in, at least
  private static final int TERMS = 256; // so that a panel of B stays in L1
  private static final int ROWS = 128; // so that a block of A stays in L2
  private static final int COLUMNS = 512;
  private static final int FEW_ROWS = 32; // so that their results stay in L1, or next to it
  private static final int NEAR = 512 << 10; // bytes that stay in L2
  private static final int LONGEST_ROW = 2048;
  private static final int FEWEST = 4; // columns that a vector is worth computing for

  @Override
  public Optional<ContractionShape> plan(ContractionTask task, Target target) {
    return fits(task, target) ? Optional.of(blocked(task, target)) : Optional.empty();
  }

  @Override
  public MicroKernel microKernel(ContractionShape shape, Target target) {
    return target.vectorBits() == 0 ? PlainTile.of(shape) : JavaTile.of(shape, target.vectorBits());
  }

  private static boolean fits(ContractionTask task, Target target) {
    if (target.kind() != Target.Kind.JAVA || !task.dtype().isFloat()) {
      return false;
    }
    Tile tile = Tile.of(task, target);
    double packed = (double) task.batch() * up(task.n(), tile.nr()) * task.k();
    double products = (double) task.m() * task.n() * task.k();
    return packed < Integer.MAX_VALUE
        && task.batch() * up(task.m(), tile.mr()) < Integer.MAX_VALUE
        && products >= tile.least()
        && task.m() >= tile.mr() / 2
        && task.n() >= tile.fewest()
        && !(task.wholeRows() && task.n() > LONGEST_ROW);
  }

  private static ContractionShape blocked(ContractionTask task, Target target) {
    Tile tile = Tile.of(task, target);
    int nc = task.wholeRows() ? up(task.n(), tile.nr()) : even(task.n(), COLUMNS, tile.nr());
    int room = target.limits().blockBytes() / task.dtype().bytes();
    int rows = Math.max(tile.mr(), Math.min(rows(task, nc), room / nc) / tile.mr() * tile.mr());
    int mc = even(task.m(), rows, tile.mr());
    boolean large = (double) task.batch() * task.m() * task.n() * task.k() >= WORTH_SHARING;
    while (large && chunks(task, mc, nc) < CHUNKS) {
      if (mc > 2 * tile.mr()) {
        mc = up((mc + 1) / 2, tile.mr());
      } else if (nc > 2 * tile.nr() && !task.wholeRows()) {
        nc = up((nc + 1) / 2, tile.nr());
      } else {
        break;
      }
    }
    int kc = even(task.k(), TERMS, 1);
    return new ContractionShape(
        (int) task.batch(),
        (int) task.m(),
        (int) task.n(),
        (int) task.k(),
        task.dtype(),
        tile.mr(),
        tile.nr(),
        mc,
        nc,
        kc);
  }

  /**
   * Rows of a block: few, so that its results stay near, where there are several blocks anyway and
   * the columns of B that each of them walks over stay in L2.
   */
  private static int rows(ContractionTask task, int nc) {
    boolean near = (double) task.k() * nc * task.dtype().bytes() <= NEAR;
    return near && task.m() > ROWS ? FEW_ROWS : ROWS;
  }

  private static long chunks(ContractionTask task, int mc, int nc) {
    return task.batch() * ((task.m() + mc - 1) / mc) * ((task.n() + nc - 1) / nc);
  }

  /** The largest block not above {@code most} that splits the size into near-equal parts. */
  private static int even(long size, int most, int step) {
    long parts = Math.max(1, (size + most - 1) / most);
    return Math.max(step, up((size + parts - 1) / parts, step));
  }

  private static int up(long size, int step) {
    return (int) ((size + step - 1) / step * step);
  }

  /**
   * What is multiplied at once.
   *
   * @param fewest columns for which that pays
   * @param least multiply-adds for which packing pays
   */
  private record Tile(int mr, int nr, int fewest, long least) {
    static Tile of(ContractionTask task, Target target) {
      return target.vectorBits() == 0 ? ofRows(task) : ofVectors(task, target);
    }

    /** Measured on JDK 17 and 25: larger ones spill on one of them. */
    private static Tile ofVectors(ContractionTask task, Target target) {
      int lanes = target.lanes(task.dtype().bytes());
      int rows = target.vectorBits() >= 512 ? 8 : 4;
      int columns = task.n() <= lanes ? lanes : 2 * lanes;
      return new Tile(rows, columns, Math.min(lanes, FEWEST), WORTH_VECTORS);
    }

    /** As many rows of results as L1 holds, and as long as it holds: long loops are fast ones. */
    private static Tile ofRows(ContractionTask task) {
      int longest = PlainTile.LONGEST_ROW * 4 / task.dtype().bytes();
      return new Tile(
          PlainTile.ROWS, even(task.n(), longest, PlainTile.STEP), PlainTile.STEP / 2, WORTH_ROWS);
    }
  }
}
