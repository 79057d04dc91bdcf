// Generators, threads, devices and modes of libtorch.
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/version.h>

#include <mutex>

#include "door.h"

DOOR const char* door_last_error() { return lastError.c_str(); }
DOOR const char* door_version() { return TORCH_VERSION; }

// Random numbers ---------------------------------------------------------------------------------------------

DOOR int32_t door_manual_seed(uint64_t seed) {
  return guarded([&] { at::manual_seed(seed); });
}

DOOR int32_t door_generator(int32_t type, int32_t index, uint64_t seed, void** result) {
  return guarded([&] {
    auto where = device(type, index);
    if (where.is_cpu()) {
      *result = new at::Generator(at::detail::createCPUGenerator(seed));
      return;
    }
    auto generator = at::globalContext().defaultGenerator(where).clone();
    generator.set_current_seed(seed);
    *result = new at::Generator(generator);
  });
}

DOOR void* door_default_generator() {
  return new at::Generator(at::globalContext().defaultGenerator(c10::Device(c10::DeviceType::CPU)));
}

DOOR void door_generator_release(void* generator) { delete static_cast<at::Generator*>(generator); }

DOOR int32_t door_generator_set_seed(void* generator, uint64_t seed) {
  return guarded([&] {
    auto* target = static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(target->mutex());
    target->set_current_seed(seed);
  });
}

DOOR uint64_t door_generator_seed(void* generator) { return static_cast<at::Generator*>(generator)->current_seed(); }

DOOR int32_t door_generator_state(void* generator, void** result) {
  return guarded([&] {
    auto* target = static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(target->mutex());
    *result = give(target->get_state());
  });
}

DOOR int32_t door_generator_set_state(void* generator, void* state) {
  return guarded([&] {
    auto* target = static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(target->mutex());
    target->set_state(borrow(state));
  });
}

// The machine ------------------------------------------------------------------------------------------------

DOOR int32_t door_threads() { return at::get_num_threads(); }
DOOR int32_t door_interop_threads() { return at::get_num_interop_threads(); }
DOOR int32_t door_set_threads(int32_t count) {
  return guarded([&] { at::set_num_threads(count); });
}
DOOR int32_t door_set_interop_threads(int32_t count) {
  return guarded([&] { at::set_num_interop_threads(count); });
}

DOOR int32_t door_cuda_devices() {
  int32_t count = 0;
  guarded([&] {
    if (at::hasCUDA() && c10::impl::hasDeviceGuardImpl(c10::DeviceType::CUDA))
      count = c10::impl::getDeviceGuardImpl(c10::DeviceType::CUDA)->deviceCount();
  });
  return count;
}

DOOR int32_t door_cudnn_available() {
  int32_t yes = 0;
  guarded([&] { yes = at::hasCUDA() && at::detail::getCUDAHooks().hasCuDNN(); });
  return yes;
}

DOOR int32_t door_cuda_synchronize(int32_t index) {
  return guarded([&] { at::detail::getCUDAHooks().deviceSynchronize(index); });
}

// since 2.9 these refuse to answer where the precision was set in the newer way too
DOOR int32_t door_tf32_matmul(int32_t* on) {
  return guarded([&] { *on = at::globalContext().allowTF32CuBLAS(); });
}
DOOR int32_t door_set_tf32_matmul(int32_t on) {
  return guarded([&] { at::globalContext().setAllowTF32CuBLAS(on != 0); });
}
DOOR int32_t door_tf32_cudnn(int32_t* on) {
  return guarded([&] { *on = at::globalContext().allowTF32CuDNN(); });
}
DOOR int32_t door_set_tf32_cudnn(int32_t on) {
  return guarded([&] { at::globalContext().setAllowTF32CuDNN(on != 0); });
}

DOOR int32_t door_deterministic() { return at::globalContext().deterministicAlgorithms(); }
DOOR int32_t door_set_deterministic(int32_t on) {
  return guarded([&] {
    at::globalContext().setDeterministicAlgorithms(on != 0, true);
    at::globalContext().setDeterministicCuDNN(on != 0);
  });
}
