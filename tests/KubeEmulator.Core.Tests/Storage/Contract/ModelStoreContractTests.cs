namespace KubeEmulator.Core.Tests.Storage.Contract;

public sealed class ModelStoreContractTests() : StoreContractTests(new ModelStore());
