package dev.quern.compiler.ir;

import static dev.quern.compiler.ir.Inference.require;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Checks that statements stand where they may, and that a nest uses every RANGE inside the
 * statement that binds it and every ACC after its declaration.
 */
final class Scopes {
  /** Everything whose ranges and accumulators are all known here. */
  private final Set<Node> known = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Arguments of the ranges and accumulators that are in scope: no two may look alike. */
  private final Set<Object> identities = new HashSet<>();

  private final ArrayDeque<Block> blocks = new ArrayDeque<>();

  /** A statement being checked, and what its end takes out of scope. */
  private static final class Block {
    final Node owner;
    final List<Node> statements;
    final List<Node> added = new ArrayList<>();
    int next;

    Block(Node owner) {
      this.owner = owner;
      this.statements = NestStatements.body(owner);
    }
  }

  void check(Node kernel) {
    blocks.push(new Block(kernel));
    while (!blocks.isEmpty()) {
      Block block = blocks.peek();
      if (block.next < block.statements.size()) {
        statement(block, block.statements.get(block.next++));
      } else {
        blocks.pop().added.forEach(this::forget);
      }
    }
  }

  private void statement(Block block, Node statement) {
    place(block, statement);
    if (statement.op() == Op.ACC) {
      operands(statement, statement.sources());
      bind(block, statement, statement);
      return;
    }
    operands(statement, NestStatements.operands(statement));
    Block inner = new Block(statement);
    NestStatements.ranges(statement).forEach(range -> bind(inner, range, statement));
    blocks.push(inner);
  }

  private void place(Block block, Node statement) {
    Op owner = block.owner.op();
    boolean fits =
        switch (statement.op()) {
          case KERNEL -> false;
          case PHASE -> owner == Op.KERNEL;
          case SEGMENT -> owner == Op.PHASE || owner == Op.CONTRACTION;
          case CONTRACTION -> owner == Op.PHASE && block.statements.size() == 1;
          default ->
              owner == Op.SEGMENT
                  || owner == Op.LOOP
                  || owner == Op.BLOCK
                  || owner == Op.CONTRACTION;
        };
    require(fits, statement, "may not stand in this " + owner.text());
  }

  private void bind(Block block, Node node, Node statement) {
    require(identities.add(identity(node)), statement, node + " is in scope already");
    known.add(node);
    block.added.add(node);
  }

  private void forget(Node node) {
    known.remove(node);
    if (isBound(node)) {
      identities.remove(identity(node));
    }
  }

  private static Object identity(Node node) {
    return node.arg() instanceof Arg.Accumulator accumulator ? accumulator.id() : node.arg();
  }

  private void operands(Node statement, List<Node> operands) {
    for (Node node : Topology.of(operands, node -> !known.contains(node) && !isBound(node))) {
      if (!known.contains(node)) {
        require(!isBound(node), statement, "uses " + node + " out of its scope");
        known.add(node);
        blocks.element().added.add(node);
      }
    }
  }

  private static boolean isBound(Node node) {
    return node.op() == Op.RANGE || node.op() == Op.ACC;
  }
}
