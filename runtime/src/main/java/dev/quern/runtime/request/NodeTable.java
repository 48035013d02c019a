package dev.quern.runtime.request;

import dev.quern.compiler.ir.Node;
import java.util.Arrays;

/** A map from nodes, by identity, to numbers from 0; made to be cleared and filled again. */
final class NodeTable {
  private Node[] keys = new Node[512];
  private int[] values = new int[512];
  private int[] used = new int[256]; // filled positions, so that clearing costs what filling did
  private int size;

  /** The node's number, or -1. */
  int get(Node node) {
    Node[] table = keys;
    int mask = table.length - 1;
    for (int i = slot(node, mask); ; i = i + 1 & mask) {
      Node key = table[i];
      if (key == node) {
        return values[i];
      }
      if (key == null) {
        return -1;
      }
    }
  }

  /** Adds a node that is not in the table. */
  void put(Node node, int value) {
    if (size == used.length) {
      grow();
    }
    used[size++] = insert(node, value);
  }

  private int insert(Node node, int value) {
    int mask = keys.length - 1;
    int i = slot(node, mask);
    while (keys[i] != null) {
      i = i + 1 & mask;
    }
    keys[i] = node;
    values[i] = value;
    return i;
  }

  private void grow() {
    Node[] oldKeys = keys;
    int[] oldValues = values;
    int[] oldUsed = used;
    keys = new Node[oldKeys.length * 2];
    values = new int[oldKeys.length * 2];
    used = Arrays.copyOf(oldUsed, oldUsed.length * 2);
    for (int k = 0; k < size; k++) {
      used[k] = insert(oldKeys[oldUsed[k]], oldValues[oldUsed[k]]);
    }
  }

  void clear() {
    for (int k = 0; k < size; k++) {
      keys[used[k]] = null;
    }
    size = 0;
  }

  private static int slot(Node node, int mask) {
    return node.hashCode() * 0x9E3779B1 >>> 7 & mask;
  }
}
