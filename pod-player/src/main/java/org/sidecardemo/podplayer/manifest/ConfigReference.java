package org.sidecardemo.podplayer.manifest;

import java.util.Set;

/**
 * A place where a pod needs a ConfigMap or a Secret: without it, or without one of the keys, a kubelet never starts the
 * container.
 *
 * @param source where it is: {@code FILE:LINE}
 * @param keys those that are named there; none where all are taken as they come
 * @param text whether only text will do, as for a variable
 */
public record ConfigReference(String source, Config.Key key, Set<String> keys, boolean text) {}
