namespace KubeEmulator.Core.Tests.Kinds.CustomResources;

public class DefinitionRulesTests
{
    private const string Widgets =
        "{\"apiVersion\":\"apiextensions.k8s.io/v1\",\"kind\":\"CustomResourceDefinition\",\"metadata\":{\"name\":\"widgets.example.com\"},\"spec\":{\"group\":\"example.com\",\"scope\":\"Namespaced\",\"names\":{\"plural\":\"widgets\",\"kind\":\"Widget\"},\"versions\":[{\"name\":\"v1\",\"served\":true,\"storage\":true,\"schema\":{\"openAPIV3Schema\":{\"type\":\"object\",\"properties\":{\"spec\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}}}}}]}}";

    [Theory]
    [InlineData("metadata.name=\"x\"", "metadata.name: Invalid value: \"x\": must be spec.names.plural+\".\"+spec.group")]
    [InlineData("spec.group=\"\"", "spec.group: Required value")]
    [InlineData("spec.group=\"example\"", "spec.group: Invalid value: \"example\": should be a domain with at least one dot")]
    [InlineData("spec.scope=\"Galaxy\"", "spec.scope: Unsupported value: \"Galaxy\": supported values: \"Cluster\", \"Namespaced\"")]
    [InlineData("spec.scope=\"\"", "spec.scope: Required value")]
    [InlineData("spec.names={\"kind\":\"Widget\"}", "spec.names.plural: Required value")]
    [InlineData("spec.names={\"plural\":\"widgets\"}", "spec.names.kind: Required value")]
    [InlineData("spec.names={\"plural\":\"widgets\"}", "spec.names.singular: Required value")]
    [InlineData("spec.names={\"plural\":\"widgets\"}", "spec.names.listKind: Required value")]
    [InlineData("spec.names.plural=\"Wid\"", "spec.names.plural: Invalid value: \"Wid\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')")]
    [InlineData("spec.names.kind=\"W_\"", "spec.names.kind: Invalid value: \"W_\": may have mixed case, but should otherwise match: a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')")]
    [InlineData("spec.names.listKind=\"Widget\"", "spec.names.listKind: Invalid value: \"Widget\": kind and listKind may not be the same")]
    [InlineData("spec.versions.0.name=\"V_1\"", "spec.versions[0].name: Invalid value: \"V_1\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')")]
    [InlineData("spec.versions.0.name=\"V_1\"", "spec.version: Invalid value: \"V_1\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')")]
    [InlineData("spec.preserveUnknownFields=true", "spec.preserveUnknownFields: Invalid value: true: cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead")]
    [InlineData("spec.versions.0.schema.openAPIV3Schema.type=\"array\"", "spec.validation.openAPIV3Schema.type: Invalid value: \"array\": must be object at the root")]
    [InlineData("spec.versions.0.schema.openAPIV3Schema.properties.spec.properties.a={}", "spec.validation.openAPIV3Schema.properties[spec].properties[a].type: Required value: must not be empty for specified object fields")]
    [InlineData("spec.versions.0.schema.openAPIV3Schema.properties.spec.properties.a={\"type\":\"array\"}", "spec.validation.openAPIV3Schema.properties[spec].properties[a].items: Required value: must be specified")]
    [InlineData("spec.versions.0.schema.openAPIV3Schema.properties.spec.properties.a={\"type\":\"array\",\"uniqueItems\":true,\"items\":{\"type\":\"string\"}}", "spec.validation.openAPIV3Schema.properties[spec].properties[a].uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic")]
    [InlineData("spec.versions.0.schema.openAPIV3Schema.properties.spec.additionalProperties={\"type\":\"string\"}", "spec.validation.openAPIV3Schema.properties[spec].additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive")]
    [InlineData("spec.versions.0.schema.openAPIV3Schema.properties.spec.properties.a={\"type\":\"array\",\"x-kubernetes-list-type\":\"map\",\"items\":{\"type\":\"object\"}}", "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-list-map-keys: Required value: must not be empty if x-kubernetes-list-type is map")]
    [InlineData("spec.versions.0.schema.openAPIV3Schema.properties.spec.properties.a={\"type\":\"array\",\"x-kubernetes-list-type\":\"bag\",\"items\":{\"type\":\"string\"}}", "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-list-type: Unsupported value: \"bag\": supported values: \"atomic\", \"set\", \"map\"")]
    [InlineData("spec.versions.0.schema.openAPIV3Schema.properties.spec.x-kubernetes-map-type=\"fine\"", "spec.validation.openAPIV3Schema.properties[spec].x-kubernetes-map-type: Unsupported value: \"fine\": supported values: \"atomic\", \"granular\"")]
    [InlineData("spec.versions.0.schema.openAPIV3Schema.properties.spec.x-kubernetes-validations=[{\"rule\":\"\"}]", "spec.validation.openAPIV3Schema.properties[spec].x-kubernetes-validations[0].rule: Required value: rule is not specified")]
    [InlineData("spec.versions.0.subresources={\"scale\":{\"specReplicasPath\":\".status.a\",\"statusReplicasPath\":\".status.b\"}}", "spec.subresources.scale.specReplicasPath: Invalid value: \".status.a\": should be a json path under .spec")]
    [InlineData("spec.versions.0.subresources={\"scale\":{\"specReplicasPath\":\".spec.a\",\"statusReplicasPath\":\".spec.b\"}}", "spec.subresources.scale.statusReplicasPath: Invalid value: \".spec.b\": should be a json path under .status")]
    [InlineData("spec.versions.0.additionalPrinterColumns=[{\"name\":\"A\",\"type\":\"colour\",\"jsonPath\":\".spec.a\"}]", "spec.additionalPrinterColumns[0].type: Invalid value: \"colour\": must be one of boolean,date,integer,number,string")]
    [InlineData("spec.versions.0.additionalPrinterColumns=[{\"name\":\"\",\"type\":\"string\",\"jsonPath\":\".spec.a\"}]", "spec.additionalPrinterColumns[0].name: Required value")]
    [InlineData("spec.versions.0.additionalPrinterColumns=[{\"name\":\"A\",\"type\":\"string\",\"jsonPath\":\"\"}]", "spec.additionalPrinterColumns[0].JSONPath: Required value")]
    [InlineData("spec.versions.0.selectableFields=[{\"jsonPath\":\".spec.a\"},{\"jsonPath\":\".spec.a\"}]", "spec.selectableFields[1].jsonPath: Duplicate value: \".spec.a\"")]
    [InlineData("spec.conversion={\"strategy\":\"Magic\"}", "spec.conversion.strategy: Unsupported value: \"Magic\": supported values: \"None\", \"Webhook\"")]
    [InlineData("spec.conversion={\"strategy\":\"Webhook\",\"webhook\":{\"conversionReviewVersions\":[\"v1\"]}}", "spec.conversion.webhookClientConfig: Required value: required when strategy is set to Webhook")]
    [InlineData("spec.conversion={\"strategy\":\"Webhook\",\"webhook\":{\"clientConfig\":{\"url\":\"https://x\"}}}", "spec.conversion.conversionReviewVersions: Required value")]
    [InlineData("spec.conversion={\"strategy\":\"Webhook\",\"webhook\":{\"conversionReviewVersions\":[\"v9\"],\"clientConfig\":{\"url\":\"https://x\"}}}", "spec.conversion.conversionReviewVersions: Invalid value: [\"v9\"]: must include at least one of v1, v1beta1")]
    [InlineData("spec.conversion={\"strategy\":\"Webhook\",\"webhook\":{\"conversionReviewVersions\":[\"v1\"],\"clientConfig\":{\"url\":\"http://x\"}}}", "spec.conversion.webhookClientConfig.url: Invalid value: \"http\": 'https' is the only allowed URL scheme; desired format: https://host[/path]")]
    [InlineData("spec.group=\"a.k8s.io\";;metadata.name=\"widgets.a|k8s|io\"", "metadata.annotations[api-approved.kubernetes.io]: Required value: protected groups must have approval annotation \"api-approved.kubernetes.io\", see https://github.com/kubernetes/enhancements/pull/1111")]
    public async Task Definition_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync("apiextensions.k8s.io", "v1", "customresourcedefinitions", Widgets, edits));

    [Theory]
    [InlineData("spec.group=\"other.com\"", "spec.group: Invalid value: \"other.com\": field is immutable")]
    [InlineData("spec.names.plural=\"gadgets\"", "spec.names.plural: Invalid value: \"gadgets\": field is immutable")]
    [InlineData("spec.scope=\"Cluster\"", "spec.scope: Invalid value: \"Cluster\": field is immutable")]
    [InlineData("spec.names.kind=\"Gadget\"", "spec.names.kind: Invalid value: \"Gadget\": field is immutable")]
    [InlineData("spec.versions.0.name=\"v2\"", "status.storedVersions[0]: Invalid value: \"v1\": missing from spec.versions; v1 was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in v1 and removes v1 from status.storedVersions")]
    public async Task Definition_Changed_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.UpdateAsync("apiextensions.k8s.io", "v1", "customresourcedefinitions", Widgets, edits));

    [Theory]
    [InlineData("status.storedVersions=[\"v9\"]", "status.storedVersions: Invalid value: [\"v9\"]: must have the storage version v1")]
    public async Task Definition_StatusBroken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.UpdateAsync("apiextensions.k8s.io", "v1", "customresourcedefinitions", Widgets, edits, "status"));

    [Fact]
    public async Task Definition_WithVersionsOfOneName_TellsWhy()
    {
        var errors = await RuleTable.CreateAsync("apiextensions.k8s.io", "v1", "customresourcedefinitions", Widgets, "spec.versions.1={\"name\":\"v1\",\"served\":true,\"storage\":true,\"schema\":{\"openAPIV3Schema\":{\"type\":\"object\"}}}");
        Assert.Contains(errors, error => error.StartsWith("spec.versions: Invalid value: [{", StringComparison.Ordinal) && error.EndsWith(": must contain unique version names", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.EndsWith(": must have exactly one version marked as storage version", StringComparison.Ordinal));
    }
}
