using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Expressions;

/// <summary>Reads the tables of facts beside these tests, a JSON document a line.</summary>
internal static class Tables
{
    public static IEnumerable<MapValue> Read(string name)
    {
        var path = Path.Combine(SharedReference.RepositoryRoot, "tests", "KubeEmulator.Core.Tests", "Expressions", "Tables", name);
        return File.ReadLines(path).Select(line => (MapValue)Value.Parse(line));
    }
}
