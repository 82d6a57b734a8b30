package org.sidecardemo.podplayer.manifest;

import java.util.List;

/** A manifest that can't be played: the API server would refuse it, or it asks for what the player doesn't do. */
public final class InvalidManifest extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<String> messages;

    InvalidManifest(List<String> messages) {
        this.messages = messages.stream().map(Findings::printable).toList();
    }

    @Override
    public String getMessage() {
        return String.join("\n", messages);
    }

    /** One line for each finding, in the order of the objects: {@code FILE:LINE: PATH: MESSAGE}. */
    public List<String> messages() {
        return messages;
    }
}
