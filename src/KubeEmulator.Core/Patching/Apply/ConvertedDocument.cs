using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>An object in another API version and the schema of its kind there.</summary>
internal sealed record ConvertedDocument(MapValue Document, Schema Schema);

/// <summary>Gives an object in another API version; null where that version is not served any more, which ends ownership in it.</summary>
internal delegate ConvertedDocument? DocumentConverter(MapValue document, string apiVersion);
