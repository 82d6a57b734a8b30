/**
 * From YAML to workloads that can be played.
 *
 * <p>The way of a manifest: {@link org.sidecardemo.podplayer.manifest.YamlReader} composes documents as kubectl does
 * (YAML 1.1), {@link org.sidecardemo.podplayer.manifest.Binder} fills the model with strict fields,
 * {@link org.sidecardemo.podplayer.manifest.Defaults} completes it, the validations refuse what the API server would
 * refuse, and {@link org.sidecardemo.podplayer.manifest.SupportedFields} what the player doesn't play.
 *
 * <p>Differences from {@code kubectl create --validate=strict}: a field given twice is refused (kubectl drops one), and
 * so is a container's {@code restartPolicy} that has no effect (the API server drops it). What is not enforced anyway is
 * validated only in part: affinity, tolerations, priorities and annotations with a meaning are taken as they are.
 */
package org.sidecardemo.podplayer.manifest;
