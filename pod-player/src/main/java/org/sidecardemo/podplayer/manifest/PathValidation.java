package org.sidecardemo.podplayer.manifest;

import java.util.List;

/** The API server's rules for paths of files. Source: validatePathNoBacksteps and what calls it. */
final class PathValidation {

    private final Findings findings;

    PathValidation(Findings findings) {
        this.findings = findings;
    }

    void noBacksteps(String given, Path path) {
        if (List.of(given.split("/", -1)).contains("..")) {
            findings.invalid(path, given, "must not contain '..'");
        }
    }

    /** Source: validateLocalDescendingPath. */
    void descending(String given, Path path) {
        if (given.startsWith("/")) {
            findings.invalid(path, given, "must be a relative path");
        }
        noBacksteps(given, path);
    }

    /** Source: ValidateLocalNonReservedPath. */
    void notReserved(String given, Path path) {
        descending(given, path);
        if (given.startsWith("..") && !given.startsWith("../")) {
            findings.invalid(path, given, "must not start with '..'");
        }
    }
}
