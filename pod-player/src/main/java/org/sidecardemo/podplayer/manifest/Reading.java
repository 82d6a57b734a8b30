package org.sidecardemo.podplayer.manifest;

import java.util.List;
import java.util.Optional;

/**
 * What a release makes of one object that could be played.
 *
 * @param workload empty if the API server would refuse it
 * @param refusals why it would, one line each: {@code FILE:LINE: PATH: MESSAGE}
 */
public record Reading(Optional<Workload> workload, List<String> refusals) {}
