package dev.quern.compiler.ir;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An operation with its sources: the one type of which tensor graphs and kernels are made.
 *
 * <p>Nodes are immutable and interned (but for leaves of storages, of which there is one for each
 * version), so equal nodes are the same object and a graph is a DAG by construction. In a tensor
 * graph a node stands for a whole tensor; in a kernel shapes are scalar (but for arrays) and the
 * same elementwise ops stand for single values. Sources of an elementwise op have the node's shape.
 * {@link Nodes} has the factories that infer and check.
 */
public final class Node {
  private static final AtomicLong BIRTHS = new AtomicLong();

  private final Op op;
  private final DType dtype;
  private final Shape shape;
  private final Arg arg;
  private final Node[] sources;
  private final int hash;
  private final long birth = BIRTHS.getAndIncrement();
  private volatile Interner.Table users; // made when there is one
  private volatile Node value = this;

  private Node(Op op, DType dtype, Shape shape, Arg arg, Node[] sources) {
    this.op = op;
    this.dtype = dtype;
    this.shape = shape;
    this.arg = arg;
    this.sources = sources;
    int mixed = op.ordinal() * 31 + dtype.ordinal();
    mixed = mixed * 0x9E3779B1 + shape.hashCode();
    mixed = mixed * 0x9E3779B1 + arg.hashCode();
    for (Node source : sources) {
      mixed = Integer.rotateLeft(mixed, 5) * 0x9E3779B1 + source.hash;
    }
    mixed ^= mixed >>> 15;
    mixed *= 0x85EBCA6B;
    this.hash = mixed ^ mixed >>> 13;
  }

  /** The one node with these parts. Nothing is checked here: see {@link Nodes}, {@link Verify}. */
  public static Node of(Op op, DType dtype, Shape shape, Arg arg, Node... sources) {
    return Interner.intern(new Node(op, dtype, shape, arg, sources.clone()));
  }

  static Node of(Op op, DType dtype, Shape shape, Arg arg, Node x) {
    return Interner.intern(new Node(op, dtype, shape, arg, new Node[] {x}));
  }

  static Node of(Op op, DType dtype, Shape shape, Arg arg, Node x, Node y) {
    return Interner.intern(new Node(op, dtype, shape, arg, new Node[] {x, y}));
  }

  /**
   * The leaf for a version of a storage. It is not looked for among those that there are: whoever
   * owns the storage makes one for each version.
   */
  static Node leaf(DType dtype, Shape shape, Arg.Stored stored) {
    return new Node(Op.BUFFER, dtype, shape, stored, new Node[0]);
  }

  /** A scalar constant int32, the type of index arithmetic. */
  public static Node index(long value) {
    return of(Op.CONST, DType.INT32, Shape.SCALAR, Arg.Literal.of(DType.INT32, value));
  }

  /** A scalar given at launch. */
  public static Node variable(DType dtype, Variable variable) {
    return of(Op.VAR, dtype, Shape.SCALAR, new Arg.Symbol(variable));
  }

  public Op op() {
    return op;
  }

  public DType dtype() {
    return dtype;
  }

  public Shape shape() {
    return shape;
  }

  public Arg arg() {
    return arg;
  }

  public Node source(int index) {
    return sources[index];
  }

  public int arity() {
    return sources.length;
  }

  public List<Node> sources() {
    return Arrays.asList(sources);
  }

  /** This node over other sources of the same types and shapes. */
  public Node with(Node... replaced) {
    return Arrays.equals(replaced, sources) ? this : of(op, dtype, shape, arg, replaced);
  }

  public boolean isConst() {
    return op == Op.CONST;
  }

  /** The value of a CONST. */
  public Arg.Literal literal() {
    return (Arg.Literal) arg;
  }

  /** True of an integer constant of this value. */
  public boolean isIndex(long value) {
    return op == Op.CONST && dtype.isInteger() && literal().bits() == value;
  }

  // Scalar and elementwise arithmetic, so that expressions read as such.

  public Node plus(Node other) {
    return Nodes.binary(Op.ADD, this, other);
  }

  public Node minus(Node other) {
    return Nodes.binary(Op.SUB, this, other);
  }

  public Node times(Node other) {
    return Nodes.binary(Op.MUL, this, other);
  }

  public Node times(long factor) {
    return times(like(factor));
  }

  public Node plus(long term) {
    return plus(like(term));
  }

  public Node over(Node other) {
    return Nodes.binary(Op.DIV, this, other);
  }

  public Node modulo(Node other) {
    return Nodes.binary(Op.MOD, this, other);
  }

  public Node lessThan(Node other) {
    return Nodes.binary(Op.CMPLT, this, other);
  }

  public Node and(Node other) {
    return Nodes.binary(Op.AND, this, other);
  }

  /** A constant of this node's dtype and shape. */
  public Node like(double value) {
    return Nodes.constant(dtype, shape, value);
  }

  /** A constant of this node's dtype and shape. */
  public Node like(long value) {
    return of(Op.CONST, dtype, shape, Arg.Literal.of(dtype, value));
  }

  /**
   * The leaf that holds what this node computes, once it has been evaluated; until then the node
   * itself. A note beside the node, on which nothing that the compiler does depends.
   */
  public Node value() {
    return value;
  }

  /** Notes the leaf that holds what this node computes, in place of an earlier one. */
  public void hasValue(Node leaf) {
    value = leaf;
  }

  /** The last of its sources to be made. */
  Node youngestSource() {
    Node youngest = sources[0];
    for (Node source : sources) {
      youngest = source.birth > youngest.birth ? source : youngest;
    }
    return youngest;
  }

  /** The nodes that have this one as their youngest source. */
  Interner.Table users() {
    Interner.Table table = users;
    return table == null ? firstUsers() : table;
  }

  private synchronized Interner.Table firstUsers() {
    if (users == null) {
      users = Interner.users();
    }
    return users;
  }

  boolean same(Node other) {
    return hash == other.hash
        && op == other.op
        && dtype == other.dtype
        && shape.equals(other.shape)
        && Arrays.equals(sources, other.sources)
        && arg.equals(other.arg);
  }

  /** Of its content, which costs nothing here; equality is identity. */
  @Override
  public int hashCode() {
    return hash;
  }

  /** One line: op, dtype, shape and arg, without the sources. */
  @Override
  public String toString() {
    String payload = arg.toString();
    return op.text() + " " + dtype + shape + (payload.isEmpty() ? "" : " {" + payload + "}");
  }
}
