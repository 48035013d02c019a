package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Node;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the loops of a fusion group do. Some ranges are the <i>grid</i>, shared by all stages; the
 * others are <i>row</i> ranges, over which each stage loops on its own.
 */
public sealed interface GroupKind {
  /** Elementwise loops, reduced over some ranges perhaps; which ranges are the grid is open. */
  record Open() implements GroupKind {
    @Override
    public Optional<Set<Node>> grid() {
      return Optional.empty();
    }

    @Override
    public Optional<Contraction> contraction() {
      return Optional.empty();
    }

    @Override
    public GroupKind over(Set<Node> grid) {
      return new Rows(grid);
    }

    @Override
    public GroupKind contracting(Contraction found) {
      return new Contracts(found, Optional.empty());
    }

    @Override
    public GroupKind scattering(Node node) {
      return new Scatters(node);
    }
  }

  /** Stages over the rows of a grid. */
  record Rows(Set<Node> ranges) implements GroupKind {
    public Rows {
      ranges = Collections.unmodifiableSet(new LinkedHashSet<>(ranges));
    }

    @Override
    public Optional<Set<Node>> grid() {
      return Optional.of(ranges);
    }

    @Override
    public Optional<Contraction> contraction() {
      return Optional.empty();
    }

    @Override
    public GroupKind contracting(Contraction found) {
      return new Contracts(found, Optional.of(this));
    }
  }

  /** A contraction with an epilogue, whose stages run over rows if there are any. */
  record Contracts(Contraction found, Optional<Rows> rows) implements GroupKind {
    @Override
    public Optional<Set<Node>> grid() {
      return rows.map(Rows::ranges);
    }

    @Override
    public Optional<Contraction> contraction() {
      return Optional.of(found);
    }

    @Override
    public GroupKind over(Set<Node> grid) {
      return rows.isEmpty()
          ? new Contracts(found, Optional.of(new Rows(grid)))
          : GroupKind.super.over(grid);
    }
  }

  /** A SCATTER_ADD and nothing else. */
  record Scatters(Node node) implements GroupKind {
    @Override
    public Optional<Set<Node>> grid() {
      return Optional.empty();
    }

    @Override
    public Optional<Contraction> contraction() {
      return Optional.empty();
    }

    @Override
    public Optional<Node> scatter() {
      return Optional.of(node);
    }
  }

  /** The ranges that all stages share; empty while that is open. */
  Optional<Set<Node>> grid();

  Optional<Contraction> contraction();

  default Optional<Node> scatter() {
    return Optional.empty();
  }

  /** The same with these ranges as its grid. */
  default GroupKind over(Set<Node> grid) {
    return refuse();
  }

  /** The same with a contraction. */
  default GroupKind contracting(Contraction found) {
    return refuse();
  }

  /** The same with a SCATTER_ADD. */
  default GroupKind scattering(Node node) {
    return refuse();
  }

  private GroupKind refuse() {
    throw new AssertionError(this + " has been decided");
  }
}
