using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Requests;

namespace KubeEmulator.Server.Tests.Requests;

public class QueryTests
{
    [Theory]
    [InlineData("?a=1&a=2", "a", "1")]
    [InlineData("a=%20x+y", "a", " x y")]
    [InlineData("A=1", "a", null)]
    [InlineData("a=1;b=2&c=3", "c", "3")]
    [InlineData("a=%zz&b=1", "a", null)]
    [InlineData("flag", "flag", "")]
    public void First_AsGoReadsQueries(string query, string name, string? expected) => Assert.Equal(expected, QueryValues.Parse(query).First(name));

    [Theory]
    [InlineData("limit=abc", "strconv.ParseInt: parsing \"abc\": invalid syntax")]
    [InlineData("limit=", "strconv.ParseInt: parsing \"\": invalid syntax")]
    [InlineData("limit=99999999999999999999", "strconv.ParseInt: parsing \"99999999999999999999\": value out of range")]
    public void ListQuery_NoNumber_IsRefusedInGosWords(string query, string message)
    {
        var refused = Assert.Throws<ApiException>(() => ListQuery.Read(QueryValues.Parse(query)));

        Assert.Equal((400, message), (refused.Code, refused.Message));
    }

    [Theory]
    [InlineData("dryRun=Some", "CreateOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: [\"Some\"]: supported values: \"All\"")]
    [InlineData("fieldValidation=Loose", "CreateOptions.meta.k8s.io \"\" is invalid: fieldValidation: Unsupported value: \"Loose\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\"")]
    [InlineData("fieldManager=a%01b", "CreateOptions.meta.k8s.io \"\" is invalid: fieldManager: Invalid value: \"a\\x01b\": invalid character U+0001 (at position 1)")]
    public void WriteQuery_Fault_IsRefusedInTheServersWords(string query, string message)
    {
        var refused = Assert.Throws<ApiException>(() => WriteQuery.ReadCreate(QueryValues.Parse(query)));

        Assert.Equal((422, message), (refused.Code, refused.Message));
    }

    [Fact]
    public void WriteQuery_LongFieldManager_IsRefused()
    {
        var refused = Assert.Throws<ApiException>(() => WriteQuery.ReadUpdate(QueryValues.Parse("fieldManager=" + new string('x', 129))));

        Assert.Equal("UpdateOptions.meta.k8s.io \"\" is invalid: fieldManager: Too long: may not be more than 128 bytes", refused.Message);
    }

    [Fact]
    public void ReadPatch_ForceWithoutApply_IsRefused()
    {
        var refused = Assert.Throws<ApiException>(() => WriteQuery.ReadPatch(QueryValues.Parse("force=true"), PatchType.Merge));

        Assert.Equal("PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be specified for non-apply patch", refused.Message);
    }

    [Fact]
    public void ReadPatch_ApplyWithoutManager_IsRefused()
    {
        var refused = Assert.Throws<ApiException>(() => WriteQuery.ReadPatch(QueryValues.Empty, PatchType.Apply));

        Assert.Equal("PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch", refused.Message);
    }

    [Fact]
    public void DeleteQuery_OtherKind_IsRefused()
    {
        var refused = Assert.Throws<ApiException>(() => DeleteQuery.Read(KubeEmulator.Values.MapValue.Of(("kind", "Pod"), ("apiVersion", "v1"))));

        Assert.Equal("no kind \"Pod\" is registered for version \"v1\" in scheme \"pkg/apis/meta/internalversion/scheme/register.go:27\"", refused.Message);
    }
}
