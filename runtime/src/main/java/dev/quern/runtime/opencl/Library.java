package dev.quern.runtime.opencl;

import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/** The OpenCL of this system: its devices, or why there are none. Looked for once. */
final class Library {
  static final String INSTALL = "install a driver, for a CPU: apt-get install pocl-opencl-icd";
  private static final int NO_PLATFORM = -1001; // CL_PLATFORM_NOT_FOUND_KHR, from the loader

  /** A device and the platform it belongs to. */
  record Entry(cl_platform_id platform, cl_device_id device, Facts facts) {
    cl_context_properties properties() {
      cl_context_properties properties = new cl_context_properties();
      properties.addProperty(CL.CL_CONTEXT_PLATFORM, platform);
      return properties;
    }
  }

  private final List<Entry> devices;
  private final String reason;
  private final String remedy;

  private Library(List<Entry> devices, String reason, String remedy) {
    this.devices = devices;
    this.reason = reason;
    this.remedy = remedy;
  }

  private static final class Holder {
    static final Library FOUND = find();
  }

  static Library get() {
    return Holder.FOUND;
  }

  /** In the order of platforms and of their devices. */
  List<Entry> devices() {
    return devices;
  }

  /** Why there are no devices; empty if there are. */
  String reason() {
    return reason;
  }

  String remedy() {
    return remedy;
  }

  private static Library find() {
    // Else JOCL loads whatever file of its library's name lies in the folder for temporary files.
    if (System.getProperty("uniqueLibraryNames") == null) {
      System.setProperty("uniqueLibraryNames", "true");
    }
    try {
      return survey();
    } catch (LinkageError noLibrary) {
      return none("no OpenCL library (" + firstLine(noLibrary) + ")", INSTALL);
    }
  }

  private static String firstLine(Throwable error) {
    String message = String.valueOf(error.getMessage());
    return message
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static Library none(String reason, String remedy) {
    return new Library(List.of(), reason, remedy);
  }

  private static Library survey() {
    int[] count = new int[1];
    int status = CL.clGetPlatformIDs(0, null, count);
    if (status == NO_PLATFORM || status == CL.CL_SUCCESS && count[0] == 0) {
      return none("no OpenCL driver", INSTALL);
    }
    Status.check(status, "clGetPlatformIDs", "looking for drivers");
    cl_platform_id[] platforms = new cl_platform_id[count[0]];
    Status.check(
        CL.clGetPlatformIDs(platforms.length, platforms, null),
        "clGetPlatformIDs",
        "looking for drivers");
    List<Entry> devices = new ArrayList<>();
    for (cl_platform_id platform : platforms) {
      devices.addAll(devices(platform));
    }
    return devices.isEmpty()
        ? none("the OpenCL drivers have no device", INSTALL)
        : new Library(List.copyOf(devices), "", "");
  }

  private static List<Entry> devices(cl_platform_id platform) {
    int[] count = new int[1];
    int status = CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, 0, null, count);
    if (status == CL.CL_DEVICE_NOT_FOUND) {
      return List.of();
    }
    Status.check(status, "clGetDeviceIDs", "looking for devices");
    cl_device_id[] ids = new cl_device_id[count[0]];
    Status.check(
        CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, ids.length, ids, null),
        "clGetDeviceIDs",
        "looking for devices");
    List<Entry> entries = new ArrayList<>();
    for (cl_device_id id : ids) {
      entries.add(new Entry(platform, id, Facts.of(id)));
    }
    return entries;
  }
}
