package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.target.ContractionTemplate.MicroKernel;
import dev.quern.compiler.target.Target;

/** Turns a CONTRACTION into a kernel function whose groups have one block of the products each. */
final class ContractionWriter {
  private final Nest nest;
  private final Target target;
  private final Node contraction;
  private final ContractionShape shape;

  ContractionWriter(Nest nest, Target target, Node contraction) {
    this.nest = nest;
    this.target = target;
    this.contraction = contraction;
    this.shape = ((Arg.Contraction) contraction.arg()).shape();
  }

  MicroKernel microKernel() {
    return nest.template()
        .orElseThrow(
            () -> new IllegalArgumentException(nest.name() + ": CONTRACTION without a template"))
        .microKernel(shape, target);
  }

  Part write() {
    boolean gpu = target.kind() == Target.Kind.OPENCL_GPU;
    int items = gpu ? shape.mc() / shape.mr() * (shape.nc() / shape.nr()) : 1;
    Arguments arguments = new Arguments(nest, contraction.sources(), "local");
    Source text = Part.open(items, arguments);
    if (gpu) {
      int elements = shape.kc() * (shape.mc() + shape.nc());
      text.line("__local " + Dialect.scalar(shape.dtype()) + " scratch[" + elements + "];");
    }
    call(text, arguments, gpu);
    text.close();
    long groups =
        (long) shape.batch() * blocks(shape.m(), shape.mc()) * blocks(shape.n(), shape.nc());
    return new Part(text.toString(), groups * items, items, arguments);
  }

  private static int blocks(int size, int block) {
    return (size + block - 1) / block;
  }

  private void call(Source text, Arguments arguments, boolean gpu) {
    int across = blocks(shape.n(), shape.nc());
    int down = blocks(shape.m(), shape.mc());
    int rowTiles = blocks(shape.m(), shape.mr());
    int columnTiles = blocks(shape.n(), shape.nr());
    text.line("const int block = get_group_id(0);");
    text.line("const int batch = block / " + across * down + ";");
    text.line(
        "const int row = block / "
            + across
            + " % "
            + down
            + " * "
            + shape.mc() / shape.mr()
            + "; // tile");
    text.line("const int column = block % " + across + " * " + shape.nc() / shape.nr() + ";");
    int stride = columnTiles * shape.nr();
    String a = panel(arguments, 0, "(batch * " + rowTiles + " + row) * " + shape.k() * shape.mr());
    String b =
        panel(arguments, 1, "(batch * " + columnTiles + " + column) * " + shape.k() * shape.nr());
    String c =
        panel(
            arguments,
            2,
            "(batch * "
                + rowTiles
                + " + row) * "
                + shape.mr() * stride
                + " + column * "
                + shape.nr());
    String sizes =
        "min(%d, %d - row), min(%d, %d - column), %d, %d, %d"
            .formatted(
                shape.mc() / shape.mr(),
                rowTiles,
                shape.nc() / shape.nr(),
                columnTiles,
                shape.k(),
                shape.kc(),
                stride);
    String scratch = gpu ? ", scratch" : "";
    text.line(microKernel().name() + "(" + String.join(", ", a, b, c, sizes) + scratch + ");");
  }

  private String panel(Arguments arguments, int source, String offset) {
    return arguments.array(contraction.source(source)) + " + " + offset;
  }
}
