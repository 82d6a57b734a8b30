package org.sidecardemo.podplayer.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** What the user gave can't be used. */
final class BadInput extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<String> lines;

    BadInput(String line) {
        this(List.of(line));
    }

    BadInput(List<String> lines) {
        super(String.join("\n", lines));
        this.lines = List.copyOf(lines);
    }

    /** A file of the command line that can't be read, and why. */
    static BadInput unreadable(String file, IOException cause) {
        return new BadInput(file + ": " + switch (cause) {
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "can't be read: permission denied";
            case FileSystemException e -> "can't be read: " + e.getReason();
            default -> "can't be read: " + cause.getMessage();
        });
    }

    /** What is wrong, a line each. */
    List<String> lines() {
        return lines;
    }
}
