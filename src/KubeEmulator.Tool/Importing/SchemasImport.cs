using KubeEmulator.Values;

namespace KubeEmulator.Tool.Importing;

/// <summary>Writes the fact files: resources.json, protobuf.json, and types/&lt;group&gt;.json for each package family.</summary>
internal static class SchemasImport
{
    /// <summary>What was written.</summary>
    public sealed record Outcome(int Types, int Resources, long Bytes);

    public static Outcome Run(ReferenceFolder reference, string presenceFile, string output)
    {
        Directory.CreateDirectory(Path.Combine(output, "types"));
        var definitions = reference.Definitions();
        var types = new TypeImport(definitions, reference.SchemasV3(), (MapValue)Value.Parse(File.ReadAllBytes(presenceFile)), EnumIndex.Of(reference.Enums()));
        long bytes = 0;
        foreach (var family in types.Names().GroupBy(TypeName.FileOf).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            bytes += FactFile.Write(Path.Combine(output, "types", family.Key + ".json"), family.GroupBy(TypeName.PackageOf).Select(package =>
                (package.Key, package.Select(name => (TypeName.ShortOf(name), types.Import(name))))));
        }

        var packages = types.Names().Select(TypeName.PackageOf).ToHashSet(StringComparer.Ordinal);
        bytes += FactFile.Write(Path.Combine(output, "protobuf.json"), ProtobufImport.Import(reference.ProtobufMessages(), packages));
        var resources = new ResourceImport(reference, definitions).Import();
        bytes += FactFile.WriteResources(Path.Combine(output, "resources.json"), resources);
        return new Outcome(definitions.Count, resources.List("resources")!.Count, bytes);
    }
}
