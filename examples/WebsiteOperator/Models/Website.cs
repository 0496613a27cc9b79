using WebsiteOperator.Kube;

namespace WebsiteOperator.Models;

/// <summary>A website: a page under a host name. <c>deploy/crd.yaml</c> is made from this class.</summary>
[KubernetesEntity(Group = "example.com", ApiVersion = "v1", Kind = "Website", PluralName = "websites")]
public sealed class Website : Resource
{
    public WebsiteSpec Spec { get; set; } = new();

    public WebsiteStatus? Status { get; set; }
}
