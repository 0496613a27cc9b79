using KubeEmulator.Objects;
using KubeEmulator.Patching;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Patching;

public sealed class JsonMergePatchVectorTests
{
    [SharedFact]
    public void Rfc7396_Cases_GiveTheirResults()
    {
        var document = Value.Parse(File.ReadAllBytes(SharedReference.PathOf("reference", "json-patch", "merge-patch-rfc7396.json")));
        var cases = (document as ListValue ?? ((MapValue)document).List("cases") ?? (ListValue)((MapValue)document).Values.ToArray().First(v => v is ListValue)).OfType<MapValue>().ToArray();
        Assert.NotEmpty(cases);
        foreach (var vector in cases)
        {
            var (target, patch) = (vector["original"] ?? vector["doc"] ?? vector["target"]!, vector["patch"]!);
            var expected = vector["result"] ?? vector["expected"]!;
            if (patch is MapValue or ListValue)
            {
                Assert.Equal(expected, JsonMergePatch.Apply(target, patch));
            }
            else
            {
                // A document of the API is a map, so the server refuses to make a scalar of it.
                Assert.Equal(400, Assert.Throws<ApiException>(() => JsonMergePatch.Apply(target, patch)).Code);
            }
        }
    }
}
