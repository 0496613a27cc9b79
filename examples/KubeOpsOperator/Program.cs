using KubeOpsOperator;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddTenantOperator();
await builder.Build().RunAsync();
