using KubeEmulator.Kinds;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Kinds;

public sealed class ConfigDataRulesTests
{
    private const string Frozen = "Forbidden: field is immutable when `immutable` is set";

    [Theory]
    [InlineData("{}", "")]
    [InlineData("""{"type":"kubernetes.io/tls"}""", "data[tls.crt]: Required value|data[tls.key]: Required value")]
    [InlineData("""{"type":"kubernetes.io/basic-auth"}""", "data[username]: Required value|data[password]: Required value")]
    [InlineData("""{"type":"kubernetes.io/basic-auth","data":{"username":""}}""", "")]
    [InlineData("""{"type":"kubernetes.io/ssh-auth"}""", "data[ssh-privatekey]: Required value")]
    [InlineData("""{"type":"kubernetes.io/dockerconfigjson"}""", "data[.dockerconfigjson]: Required value")]
    [InlineData("""{"type":"kubernetes.io/dockerconfigjson","data":{".dockerconfigjson":"bm90"}}""", "data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": invalid character 'o' in literal null (expecting 'u')")]
    [InlineData("""{"type":"kubernetes.io/dockercfg","data":{".dockercfg":"W10="}}""", "data[.dockercfg]: Invalid value: \"<secret contents redacted>\": json: cannot unmarshal array into Go value of type map[string]interface {}")]
    [InlineData("""{"type":"kubernetes.io/service-account-token"}""", "metadata.annotations[kubernetes.io/service-account.name]: Required value")]
    [InlineData("""{"data":{"..":""}}""", "data[..]: Invalid value: \"..\": must not be '..'")]
    [InlineData("""{"data":{"a b":""}}""", "data[a b]: Invalid value: \"a b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')")]
    public void Secret_OfAType_HoldsWhatTheTypeNeeds(string secret, string expected)
    {
        var errors = new FieldErrors();

        SecretRules.Check((MapValue)Value.Parse(secret), errors);

        Assert.Equal(expected, Texts(errors));
    }

    [Theory]
    [InlineData("""{"immutable":true,"data":{"a":"1"}}""", "")]
    [InlineData("""{"immutable":true,"data":{"a":"2"}}""", "data: " + Frozen)]
    [InlineData("""{"data":{"a":"1"}}""", "immutable: " + Frozen)]
    [InlineData("""{"immutable":true,"data":{"a":"1"},"binaryData":{"b":"AA=="}}""", "binaryData: " + Frozen)]
    public void ConfigMap_OnceImmutable_KeepsItsData(string updated, string expected)
    {
        var errors = new FieldErrors();
        var old = new KubeObject((MapValue)Value.Parse("""{"immutable":true,"data":{"a":"1"}}"""));

        ConfigDataRules.CheckFrozen((MapValue)Value.Parse(updated), old, errors, "data", "binaryData");

        Assert.Equal(expected, Texts(errors));
    }

    [Theory]
    [InlineData("""{"data":{"a b":"1"}}""", "data[a b]: Invalid value: \"a b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')")]
    [InlineData("""{"binaryData":{"a b":"AA=="}}""", "binaryData[a b]: Invalid value: \"a b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')")]
    [InlineData("""{"data":{"a":"1"},"binaryData":{"a":"AA=="}}""", "data[a]: Invalid value: \"a\": duplicate of key present in binaryData")]
    public void ConfigMap_WithOddKeys_TellsWhy(string map, string expected)
    {
        var errors = new FieldErrors();

        ConfigMapBehavior.Check((MapValue)Value.Parse(map), errors);

        Assert.Equal(expected, Texts(errors));
    }

    [Theory]
    [InlineData("""{"immutable":true,"type":"Opaque","data":{"a":"MQ=="}}""", "")]
    [InlineData("""{"immutable":true,"type":"Opaque","data":{"a":"Mg=="}}""", "data: " + Frozen)]
    [InlineData("""{"type":"Opaque","data":{"a":"MQ=="}}""", "immutable: " + Frozen)]
    [InlineData("""{"immutable":true,"type":"other","data":{"a":"MQ=="}}""", "type: Invalid value: \"other\": field is immutable")]
    public void Secret_OnceImmutable_KeepsItsData(string updated, string expected)
    {
        var errors = new FieldErrors();

        SecretRules.CheckFrozen((MapValue)Value.Parse(updated), new KubeObject((MapValue)Value.Parse("""{"immutable":true,"type":"Opaque","data":{"a":"MQ=="}}""")), errors);

        Assert.Equal(expected, Texts(errors));
    }

    [Fact]
    public void Secret_OfManyBytes_IsRefusedAboveOneMebibyte()
    {
        var errors = new FieldErrors();

        SecretRules.Check(MapValue.Of(("data", MapValue.Of(("a", Convert.ToBase64String(new byte[(1024 * 1024) + 1]))))), errors);

        Assert.Equal("data: Too long: may not be more than 1048576 bytes", Texts(errors));
    }

    [Theory]
    [InlineData(1024 * 1024, "")]
    [InlineData((1024 * 1024) + 1, "[]: Too long: may not be more than 1048576 bytes")]
    public void ConfigMap_OfManyBytes_IsRefusedAboveOneMebibyte(int bytes, string expected)
    {
        var errors = new FieldErrors();

        new ConfigMapBehavior().Validate(null!, MapValue.Of(("data", MapValue.Of(("a", new string('x', bytes))))), errors);

        Assert.Equal(expected, Texts(errors));
    }

    private static string Texts(FieldErrors errors) => string.Join('|', errors);
}
