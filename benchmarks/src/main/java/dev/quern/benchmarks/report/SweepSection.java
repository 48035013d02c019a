package dev.quern.benchmarks.report;

import dev.quern.benchmarks.JvmFlags;
import dev.quern.benchmarks.workload.Side;
import dev.quern.benchmarks.workload.Sweep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Products of 200 random shapes: the ratios to PyTorch, and which shapes are slow beside their
 * neighbours.
 */
final class SweepSection implements Section {
  private static final String NAME = "sweep";
  private static final String MARK = "@shape ";
  private static final int SHAPES = 200;
  private static final int QUICK_SHAPES = 10;
  private static final Effort EACH = new Effort(300, 3, 20);
  private static final int NEIGHBOURS = 9;
  private static final double SLOW = 1.0 / 3;

  /** What a shape came to; NaN where it failed. */
  private record Point(Sweep.Shape shape, Results results) {
    double rate() {
      return results.fastest(Side.QUERN).map(Measured::rate).orElse(Double.NaN);
    }

    OptionalDouble time() {
      return results.best(Side.QUERN);
    }

    double ratio() {
      return results.best(Side.TORCH).orElse(Double.NaN) / time().orElse(Double.NaN);
    }

    String told() {
      return shape + " (" + Text.time(time()) + ")";
    }
  }

  @Override
  public String title() {
    return "Sweep over shapes";
  }

  @Override
  public List<String> names() {
    return List.of(NAME);
  }

  @Override
  public String report(Options options) {
    if (!options.wants(NAME)) {
      return "";
    }
    int count = options.quick() ? QUICK_SHAPES : SHAPES;
    Effort effort = options.effort(EACH);
    List<String> arguments = new ArrayList<>(List.of("" + count));
    arguments.addAll(effort.arguments());
    Fork fork =
        Fork.launched(
                options.java(), SweepSection.class.getName(), arguments.toArray(String[]::new))
            .with(JvmFlags.torch());
    try {
      return told(Progress.of(NAME, () -> points(fork, count)));
    } catch (ForkFailedException failed) {
      return "failed: " + failed.shortly() + "\n";
    }
  }

  private static List<Point> points(Fork fork, int count) {
    List<List<Measured>> measured = new ArrayList<>();
    for (Fork.Line line : fork.run()) {
      if (line.text().equals(MARK.strip())) {
        measured.add(new ArrayList<>());
      } else if (line.text().startsWith(MARK)) {
        measured.get(measured.size() - 1).add(Measured.parse(line.text().substring(MARK.length())));
      }
    }
    List<Sweep.Shape> shapes = Sweep.shapes(count);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < measured.size(); i++) {
      points.add(new Point(shapes.get(i), new Results(measured.get(i))));
    }
    return points;
  }

  private static String told(List<Point> points) {
    List<Point> failed = points.stream().filter(point -> Double.isNaN(point.rate())).toList();
    List<Point> worked = points.stream().filter(point -> !Double.isNaN(point.rate())).toList();
    List<Point> slow = worked.stream().filter(point -> slow(point, worked)).toList();
    return points.size()
        + " shapes from 4 to 1500, some transposed. PyTorch's time over ours: "
        + ratios(worked)
        + ". The quickest of all products takes "
        + Text.time(worked.stream().flatMapToDouble(point -> point.time().stream()).min())
        + ".\n\nSlower per useful operation than a third of its neighbours' median: "
        + list(slow)
        + ". Failed or different: "
        + list(failed)
        + ".\n";
  }

  private static boolean slow(Point point, List<Point> all) {
    List<Double> neighbours =
        all.stream()
            .filter(other -> other != point)
            .sorted(Comparator.comparingDouble(other -> other.shape().distance(point.shape())))
            .limit(NEIGHBOURS)
            .map(Point::rate)
            .toList();
    return !neighbours.isEmpty() && point.rate() < SLOW * StartUpSection.median(neighbours);
  }

  private static String ratios(List<Point> points) {
    List<Double> sorted =
        points.stream().map(Point::ratio).filter(ratio -> !ratio.isNaN()).sorted().toList();
    if (sorted.isEmpty()) {
      return "none";
    }
    int last = sorted.size() - 1;
    return "least "
        + Text.times(sorted.get(0))
        + ", a tenth below "
        + Text.times(sorted.get(last / 10))
        + ", median "
        + Text.times(sorted.get(last / 2))
        + ", greatest "
        + Text.times(sorted.get(last));
  }

  private static String list(List<Point> points) {
    return points.isEmpty()
        ? "none"
        : points.stream().map(Point::told).collect(Collectors.joining(", "));
  }

  /**
   * Measures one shape after the other, once HotSpot has seen them all: else the first of those
   * that share a micro-kernel would wait for its compilation.
   */
  public static void main(String[] arguments) {
    List<String> given = List.of(arguments);
    Effort effort = Effort.of(given.subList(1, given.size()));
    List<Sweep.Shape> shapes = Sweep.shapes(Integer.parseInt(given.get(0)));
    for (Sweep.Shape shape : shapes) {
      new Contest(shape.workload(), Effort.QUICK).run(EnumSet.of(Side.QUERN));
    }
    for (Sweep.Shape shape : shapes) {
      System.out.println(MARK.strip());
      new Contest(shape.workload(), effort)
          .run(EnumSet.of(Side.QUERN, Side.TORCH))
          .forEach(measured -> System.out.println(MARK + measured.line()));
    }
    System.exit(0);
  }
}
