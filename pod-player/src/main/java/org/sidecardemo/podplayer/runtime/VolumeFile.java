package org.sidecardemo.podplayer.runtime;

/**
 * A file of a volume.
 *
 * @param path relative to the volume
 * @param mode its permissions, as chmod(2) takes them
 */
record VolumeFile(String path, byte[] bytes, int mode) {}
