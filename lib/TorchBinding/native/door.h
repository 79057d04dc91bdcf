// What the parts of the door share. Each function behind DOOR has its counterpart in Door/NativeDoor.cs.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include <cstdint>
#include <stdexcept>
#include <string>

#define DOOR extern "C" __attribute__((visibility("default")))

inline thread_local std::string lastError;

// Runs what may throw; 1 when it did, with the reason in lastError.
template <class F>
int32_t guarded(F&& body) noexcept {
  try {
    body();
    return 0;
  } catch (const c10::Error& e) {
    lastError = e.what_without_backtrace();
  } catch (const std::exception& e) {
    lastError = e.what();
  } catch (...) {
    lastError = "unknown C++ exception";
  }
  return 1;
}

// Tensors cross the door as handles that each own a reference.
inline at::Tensor borrow(void* handle) {
  if (handle == nullptr) return at::Tensor();
  auto* impl = static_cast<c10::TensorImpl*>(handle);
  c10::raw::intrusive_ptr::incref(impl);
  return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(impl));
}

// Only strided tensors pass: what the door tells of a tensor without a guard cannot fail for these.
inline void* give(at::Tensor tensor) {
  if (!tensor.defined()) return nullptr;
  if (tensor.layout() != c10::kStrided) throw std::invalid_argument("a tensor that is not strided");
  return tensor.unsafeReleaseTensorImpl();
}

// libtorch checks neither number outside of debug builds
inline c10::Device device(int32_t type, int32_t index) {
  if (type < 0 || type >= c10::COMPILE_TIME_MAX_DEVICE_TYPES) throw std::invalid_argument("there is no such kind of device");
  if (index < -1 || index > INT8_MAX) throw std::invalid_argument("there is no such device index");
  return c10::Device(static_cast<c10::DeviceType>(type), static_cast<c10::DeviceIndex>(index));
}
