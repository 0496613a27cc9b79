using System.Text;
using KubeEmulator.Rules;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Schemas.Dumping;

public sealed class StructDumpTests
{
    private static readonly Schema Template = BuiltInSchemas.Named("io.k8s.api.core.v1.PodTemplateSpec")!;

    [Fact]
    public void Dump_OfAnEmptyStruct_NamesEveryFieldWithItsTypeAndZero()
    {
        var requirements = BuiltInSchemas.Named("io.k8s.api.core.v1.ResourceRequirements")!;

        Assert.Equal(
            "(v1.ResourceRequirements){Limits:(v1.ResourceList)<nil> Requests:(v1.ResourceList)<nil> Claims:([]v1.ResourceClaim)<nil>}",
            StructDump.Of(requirements, MapValue.Empty));
    }

    [Fact]
    public void Dump_OfEmbeddedStructs_HoldsTheirFieldsTogether()
    {
        var source = BuiltInSchemas.Named("io.k8s.api.core.v1.ConfigMapEnvSource")!;

        Assert.Equal(
            "(v1.ConfigMapEnvSource){LocalObjectReference:(v1.LocalObjectReference){Name:(string)web} Optional:(*bool)true}",
            StructDump.Of(source, Yaml("{name: web, optional: true}")));
    }

    // What genuine Go code answers for these texts (quantities as read from protobuf).
    [Theory]
    [InlineData("100m", "{i:(resource.int64Amount){value:(int64)100 scale:(resource.Scale)-3} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)100m Format:(resource.Format)DecimalSI}")]
    [InlineData("0", "{i:(resource.int64Amount){value:(int64)0 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)0 Format:(resource.Format)DecimalSI}")]
    [InlineData("64Mi", "{i:(resource.int64Amount){value:(int64)67108864 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string) Format:(resource.Format)BinarySI}")]
    [InlineData("100Mi", "{i:(resource.int64Amount){value:(int64)104857600 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)100Mi Format:(resource.Format)BinarySI}")]
    [InlineData("100Ti", "{i:(resource.int64Amount){value:(int64)0 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec){unscaled:(big.Int){neg:(bool)false abs:(big.nat)[8568098291072368640 5960]} scale:(inf.Scale)9}} s:(string) Format:(resource.Format)BinarySI}")]
    public void Dump_OfAQuantity_IsWhatReadingItLeaves(string quantity, string expected)
    {
        var list = new Schema { Kind = SchemaKind.Map, GoType = "v1.ResourceList", ElementSource = () => BuiltInSchemas.Named("io.k8s.apimachinery.pkg.api.resource.Quantity")! };

        Assert.Equal($"(v1.ResourceList)map[cpu:{expected}]", StructDump.Of(list, MapValue.Of(("cpu", quantity))));
    }

    [Fact]
    public void Hash_OfATemplateWithEveryFieldSet_IsThatOfGenuineGoCode() =>
        Assert.Equal("7cdf84d54c", StructDump.Of(Template, EveryField.Of(Template), dump => TemplateHash.OfDump(dump)));

    [Fact]
    public void Hash_OfAnEmptyTemplate_IsThatOfGenuineGoCode() =>
        Assert.Equal("85748b7f68", StructDump.Of(Template, MapValue.Empty, dump => TemplateHash.OfDump(dump)));

    [Fact]
    public void Hash_DependsOnContentAndCollisionsOnly()
    {
        var hash = Hash("{spec: {hostname: a, nodeName: b}}");

        Assert.Equal(hash, Hash("{spec: {nodeName: b, hostname: a, containers: []}}"));
        Assert.NotEqual(hash, Hash("{spec: {hostname: a, nodeName: c}}"));
        Assert.NotEqual(hash, Hash("{spec: {hostname: a, nodeName: b}}", 1));
        Assert.Matches("^[bcdfghjklmnpqrstvwxz2456789]{1,10}$", hash);
    }

    [Fact]
    public void Hash_OfTextInChunks_IsThatOfTheWhole()
    {
        var (whole, chunks) = (new StringBuilder("a\U0001F600b", 16), new StringBuilder(2, 64));
        foreach (var c in whole.ToString())
        {
            chunks.Append(c);
        }

        Assert.Equal(TemplateHash.OfDump(whole), TemplateHash.OfDump(chunks));
    }

    private static string Hash(string yaml, int? collisions = null) => StructDump.Of(Template, Yaml(yaml), dump => TemplateHash.OfDump(dump, collisions));

    private static Value Yaml(string yaml) => YamlText.Parse(yaml);
}
