using KubeEmulator.Objects;

namespace KubeEmulator.Kinds;

/// <summary>What the rules of one volume need to know.</summary>
internal readonly record struct VolumeCheck(FieldErrors Errors, string VolumeName, string PodName, PodRuleOptions Options);
