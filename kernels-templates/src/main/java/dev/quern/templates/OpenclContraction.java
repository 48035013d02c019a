package dev.quern.templates;

import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.target.ContractionTask;
import dev.quern.compiler.target.ContractionTemplate;
import dev.quern.compiler.target.Target;
import java.util.Optional;

/**
 * Sums of products on OpenCL devices: on a CPU a block an item, in tiles of vector registers; on a
 * GPU a block a group, staged through local memory.
 */
public final class OpenclContraction implements ContractionTemplate {
  private static final long LEAST_WORK = 1 << 15; // products below which packing does not pay
  private static final int VECTORS = 2; // a tile is this many vectors wide
  private static final int MOST_ROWS = 8; // of a tile: 8 x 2 sums, 2 vectors of B, one value of A
  private static final int ROW_TILES =
      12; // of a block, so that its part of A stays in the second cache
  private static final int COLUMN_TILES = 8;
  private static final int TERMS = 256; // at once, so that a panel of B stays in the first cache
  private static final int LEAST_BLOCKS = 16; // for the cores to share
  private static final int GPU_TILE = 4;
  private static final int GPU_TERMS = 16;

  @Override
  public Optional<ContractionShape> plan(ContractionTask task, Target target) {
    boolean fits =
        task.dtype().isFloat()
            && (target.float64() || task.dtype() == DType.FLOAT32)
            && task.m() >= 4
            && task.n() >= 8
            && task.k() >= 4
            && task.m() * task.n() * task.k() >= LEAST_WORK;
    return switch (target.kind()) {
      case JAVA -> Optional.empty();
      case OPENCL_CPU -> fits ? Optional.of(onCpu(task, target)) : Optional.empty();
      case OPENCL_GPU -> fits ? Optional.of(onGpu(task, target)) : Optional.empty();
    };
  }

  private static ContractionShape onCpu(ContractionTask task, Target target) {
    int lanes = target.lanes(task.dtype().bytes());
    int mr = rowsOfTile(task.m());
    int nr = lanes * (task.n() > lanes ? VECTORS : 1);
    int rowTiles = (int) Math.min(ROW_TILES, tiles(task.m(), mr));
    int columnTiles = (int) Math.min(COLUMN_TILES, tiles(task.n(), nr));
    while (columnTiles > 1 && blocks(task, mr * rowTiles, nr * columnTiles) < LEAST_BLOCKS) {
      columnTiles = (columnTiles + 1) / 2;
    }
    while (rowTiles > 1 && blocks(task, mr * rowTiles, nr * columnTiles) < LEAST_BLOCKS) {
      rowTiles = (rowTiles + 1) / 2;
    }
    int kc = (int) Math.min(TERMS, task.k());
    return shape(task, mr, nr, mr * rowTiles, nr * columnTiles, kc);
  }

  /** The height that pads the fewest rows; of those the largest. */
  private static int rowsOfTile(long m) {
    int best = MOST_ROWS;
    for (int rows = MOST_ROWS; rows >= 4; rows--) {
      if (tiles(m, rows) * rows < tiles(m, best) * best) {
        best = rows;
      }
    }
    return best;
  }

  private static ContractionShape onGpu(ContractionTask task, Target target) {
    int side = target.limits().groupItems() >= 256 ? 64 : 32;
    int terms = GPU_TERMS;
    while (terms > 1 && terms * 2L * side * task.dtype().bytes() > target.limits().rowBytes()) {
      terms /= 2;
    }
    return shape(task, GPU_TILE, GPU_TILE, side, side, terms);
  }

  private static ContractionShape shape(
      ContractionTask task, int mr, int nr, int mc, int nc, int kc) {
    return new ContractionShape(
        Math.toIntExact(task.batch()),
        Math.toIntExact(task.m()),
        Math.toIntExact(task.n()),
        Math.toIntExact(task.k()),
        task.dtype(),
        mr,
        nr,
        mc,
        nc,
        kc);
  }

  private static long tiles(long size, int tile) {
    return (size + tile - 1) / tile;
  }

  private static long blocks(ContractionTask task, int mc, int nc) {
    return task.batch() * tiles(task.m(), mc) * tiles(task.n(), nc);
  }

  @Override
  public MicroKernel microKernel(ContractionShape shape, Target target) {
    return target.kind() == Target.Kind.OPENCL_GPU
        ? OpenclGpuTile.microKernel(shape)
        : OpenclCpuTile.microKernel(shape, target);
  }
}
