namespace KubeEmulator.Patching.Apply;

/// <summary>Gives an object in another API version; null where that version is not served any more.</summary>
internal delegate VersionedValue? VersionConverter(VersionedValue value, string apiVersion);
