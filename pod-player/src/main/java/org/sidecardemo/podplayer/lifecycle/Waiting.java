package org.sidecardemo.podplayer.lifecycle;

/** Why a container could not be started, as the kubelet's reason cache keeps it until a start succeeds. */
record Waiting(String reason, String message) {}
