package org.sidecardemo.podplayer.manifest;

import java.util.List;

/**
 * What the player makes of a workload that the API server takes.
 *
 * @param obstacles why it can't be played, one line each, {@code FILE:LINE: PATH: MESSAGE}; empty if it can
 * @param notEnforced the fields that were given and have no effect where containers are processes ({@code resources},
 *        say), each name once
 * @param notEnforcedByEngines the fields that were given and that no container engine enforces either, each name once
 * @param temporaryFolders the kinds of volumes that become empty folders, each once
 * @param references the ConfigMaps and Secrets that it needs
 * @param notes what people should know of how it is played, one line each
 */
public record Playability(List<String> obstacles, List<String> notEnforced, List<String> notEnforcedByEngines,
        List<String> temporaryFolders, List<ConfigReference> references, List<String> notes) {

    public Playability {
        obstacles = List.copyOf(obstacles);
        notEnforced = List.copyOf(notEnforced);
        notEnforcedByEngines = List.copyOf(notEnforcedByEngines);
        temporaryFolders = List.copyOf(temporaryFolders);
        references = List.copyOf(references);
        notes = List.copyOf(notes);
    }
}
